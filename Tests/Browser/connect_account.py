"""Follows a link in headless Chromium, as its holder would, and prints what it saw.

usage: connect_account.py SERVER TOKEN SANDBOX [SCREENSHOT_FOLDER]

Exit status 0: all is well; 77: there is no Chromium, or no selenium; else: what is wrong is on stderr.
"""

import json
import shutil
import sys
import urllib.request

try:
    from selenium import webdriver
    from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait
except ImportError:
    print("selenium is not installed")
    sys.exit(77)

server, token, sandbox = sys.argv[1:4]
screenshots = sys.argv[4] if len(sys.argv) > 4 else None
chromium, driver_path = shutil.which("chromium"), shutil.which("chromedriver")
if not chromium or not driver_path:
    print("chromium or chromedriver is not installed")
    sys.exit(77)


def api(method, path, body=None):
    request = urllib.request.Request(
        server + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def link(**body):
    body.setdefault("context", {"base_url": sandbox})
    return f"{server}/connect-account?link_token=" + api("POST", "/link-token", body)["link_token"]


options = webdriver.ChromeOptions()
options.binary_location = chromium
for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=900,1000"]:
    options.add_argument(flag)
options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
browser = webdriver.Chrome(service=Service(driver_path), options=options)
# Pages change under the one who looks.
wait = WebDriverWait(browser, 60, ignored_exceptions=[NoSuchElementException, StaleElementReferenceException])


def check(condition, what):
    if not condition:
        raise SystemExit(f"{what}\n{browser.current_url}\n{browser.page_source[:3000]}")


def heading(text):
    wait.until(lambda b: text in b.find_element(By.TAG_NAME, "h1").text)


def picture(name, dark=False, width=900):
    if not screenshots:
        return
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.save_screenshot(f"{screenshots}/{name}.png")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def pictures(name):
    picture(f"{name}-light")
    picture(f"{name}-dark", dark=True)
    picture(f"{name}-narrow", width=320)


def accessible():
    """What a screen reader needs: names of all that can be used, a language, one first heading; and nothing wider than the page."""
    check(browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en", "the page has no language")
    check(len(browser.find_elements(By.TAG_NAME, "h1")) == 1, "the page has not one h1")
    check(len(browser.find_elements(By.TAG_NAME, "main")) == 1, "the page has not one main")
    for element in browser.find_elements(By.CSS_SELECTOR, "input:not([type=hidden]), button, a"):
        check(element.accessible_name, f"no name: {element.get_attribute('outerHTML')}")
    for field in browser.find_elements(By.CSS_SELECTOR, "[aria-describedby]"):
        for name in field.get_attribute("aria-describedby").split():
            check(browser.find_elements(By.ID, name), f"{name} is described by nothing")
    size = {"width": 320, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    check(wide <= 320, f"the page is {wide} pixels wide on a screen of 320")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def focused():
    return browser.switch_to.active_element


def press(*keys):
    ActionChains(browser).send_keys(*keys).perform()


def tab_to(identifier, limit=30):
    for _ in range(limit):
        if focused().get_attribute("id") == identifier or focused().get_attribute("type") == identifier:
            return
        press(Keys.TAB)
    check(False, f"the keyboard doesn't reach {identifier}")


def connected():
    return api("GET", "/integrated-account")["result"]


try:
    installed = api("GET", "/environment-integration?integration.name=zendesk")["result"][0]
    app = {"client_id": "sandbox-client", "client_secret": "sandbox-secret", "base_url": sandbox}
    api("PATCH", f"/environment-integration/{installed['id']}", {"override": {"credentials": {"oauth2": app}}})

    # A form, with the keyboard alone: first wrong, then right.
    browser.get(link(tenant_id="form") + "&integration=zendesk&method=client_credentials")
    heading("Connect Zendesk")
    accessible()
    pictures("form")
    tab_to("field-subdomain")
    press("acme", Keys.TAB, "sandbox-client", Keys.TAB, "wrong-secret", Keys.ENTER)
    heading("Error: Connect Zendesk")
    accessible()
    check(browser.find_element(By.CSS_SELECTOR, "[role=alert]").is_displayed(), "no summary of what is wrong")
    check(browser.find_element(By.ID, "field-subdomain").get_attribute("value") == "acme", "typed text is lost")
    secret = browser.find_element(By.ID, "field-client_secret")
    check(secret.get_attribute("value") == "", "a secret came back")
    check(secret.get_attribute("type") == "password", "a secret is shown")
    tab_to("submit")
    press(Keys.ENTER)
    wait.until(lambda b: b.find_elements(By.ID, "field-client_secret-error"))
    pictures("error")
    summary = browser.find_element(By.CSS_SELECTOR, ".summary a")
    check(summary.text == "Client secret is needed.", "the summary doesn't name the field")
    summary.click()
    check(focused().get_attribute("id") == "field-client_secret", "the summary doesn't lead to the field")
    press("sandbox-secret", Keys.ENTER)
    heading("Zendesk is connected")
    accessible()
    pictures("connected")
    check(len(connected()) == 1, "the account isn't there")

    # A sign-in that is refused, then allowed, and back to where the link came from.
    browser.get(link(tenant_id="sign-in", integration_name="zendesk", redirect_uri=f"{sandbox}/_sandbox/counts?from=link"))
    heading("Connect Zendesk")
    accessible()
    pictures("sign-in")
    tab_to("field-subdomain")
    press("acme", Keys.ENTER)
    heading("Zendesk sandbox")
    browser.find_element(By.ID, "deny").click()
    heading("Error: Connect Zendesk")
    check("Access was not allowed" in browser.page_source, "the page doesn't say what happened")
    check(len(connected()) == 1, "an account was made without leave")
    accessible()
    pictures("denied")
    subdomain = browser.find_element(By.ID, "field-subdomain")
    check(subdomain.get_attribute("value") == "acme", "typed text is lost on the way")
    subdomain.send_keys(Keys.ENTER)
    heading("Zendesk sandbox")
    check(browser.execute_script("return document.referrer") == "", "the link's address was told to the vendor")
    browser.find_element(By.ID, "allow").click()
    wait.until(lambda b: "from=link" in b.current_url)
    check("result=success" in browser.current_url, "the way back doesn't say how it went")
    check(browser.execute_script("return document.referrer") in ("", f"{sandbox}/"), "the way back tells more than it should")
    account = next(one for one in connected() if one["tenant_id"] == "sign-in")
    check(account["id"] in browser.current_url, "the way back doesn't name the account")
    check(account["status"] == "active", "the account isn't active")

    # The same account, when its credentials are dead.
    dead = {"access_token": "dead", "refresh_token": "dead"}
    api("PATCH", f"/integrated-account/{account['id']}", {"context": dead, "status": "needs_reauth"})
    browser.get(link(integrated_account_id=account["id"]))
    heading("Reconnect Zendesk")
    pictures("reconnect")
    browser.find_element(By.CSS_SELECTOR, "button").click()
    heading("Zendesk sandbox")
    browser.find_element(By.ID, "allow").click()
    heading("Zendesk is connected")
    check(len(connected()) == 2, "reconnecting made another account")
    again = api("POST", f"/integrated-account/{account['id']}/test")
    check(again == {"success": True}, "the new credentials don't work")

    # Answers of 4xx are what some of the pages are; all else in the console is a fault.
    lines = [line for line in browser.get_log("browser") if "the server responded with a status of 4" not in line["message"]]
    check(not lines, f"the console says: {lines}")
    print("connected by a form, by a sign-in, and again")
finally:
    browser.quit()
