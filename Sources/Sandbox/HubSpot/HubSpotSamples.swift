/// Invented words, with what breaks careless readers: letters outside ASCII, quotes, backslashes, line feeds.
enum HubSpotSamples {
    static let firstNames = [
        "Ada", "Björn", "Chloé", "Dmitri", "Emi", "Fatima", "Günter", "花子", "Ínês", "Jo", "Kwame", "Łucja", "Mai",
        "Noor", "Óscar", "Priya",
    ]
    static let lastNames = [
        "Åkerman", "Brandt", "Câmara", "D'Sample", "Eksen", "Fjord", "Gómez-Test", "Horváth", "Ibe", "Jansen", "Kõiv",
        "Lindqvist", "Müller", "Nowak", "Østby", "山田",
    ]
    static let titles = ["Head of Sales", "Ingénieure logiciel", "Geschäftsführer", "Buyer", "VP \"Growth\"", "経理"]
    static let companies = ["Größe & Söhne", "Acme Sample", "Café Exemple", "東京サンプル", "Back\\slash Ltd", "Łódź Demo"]
    static let streets = ["1 Sample Street", "Musterstraße 12", "3 rue de l'Exemple", "見本町 4-5", "Unit 7\nBuilding B"]
    static let cities = ["Berlin", "Zürich", "São Paulo", "Kraków", "Springfield", "大阪"]
    static let states = ["BE", "ZH", "SP", "", "IL"]
    static let countries = ["Germany", "Schweiz", "Brasil", "Polska", "United States", "日本"]
    static let postcodes = ["10115", "8001", "01310-100", "30-001", "62701"]
    static let industries = ["COMPUTER_SOFTWARE", "RETAIL", "CONSTRUCTION", "HOSPITAL_HEALTH_CARE"]
    static let sources = ["ORGANIC_SEARCH", "DIRECT_TRAFFIC", "OFFLINE", "REFERRALS"]
    static let stages = ["subscriber", "lead", "marketingqualifiedlead", "opportunity", "customer", "other"]
    static let leadStatuses = ["NEW", "OPEN", "IN_PROGRESS", "UNQUALIFIED"]
    static let colours = ["grün", "bleu clair", "赤", "żółty", "orange 🍊"]
    static let notes = [
        "Asked for a call back after the trade fair; prefers to be written to in the morning. Spoke about the new "
            + "export, said \"twice as fast\", and wants prices for 10, 100 and 1,000 seats by the end of the month.",
        "Kommt von der Messe.\nInteressiert sich für die große Lösung – auch mit eigener Anmeldung – und hat nach einem "
            + "Angebot für drei Jahre gefragt; Rückruf nicht vor Montag. Zuständig ist auch die Kollegin aus Köln.",
        "Écrit depuis le formulaire : « Bonjour, le fichier C:\\temp\\export est vide. » À rappeler, et à mettre en "
            + "relation avec le support; {\"priorité\": \"haute\"} selon la note laissée à l'accueil. 🙏",
        "昨日の打ち合わせで見積もりを依頼されました。来週までに返事が必要です。担当者は変わる予定です。"
            + "導入は四月から、まず十名で試したいとのことでした。",
    ]
    static let subjects = [
        "Export stops at page 12", "Rechnung für März fehlt", "Le café n'est plus livré", "注文が届きません",
        "\"Permission denied\" on the shared folder", "Sync shows 0/100 records 😀", "Счёт оплачен дважды",
    ]
}
