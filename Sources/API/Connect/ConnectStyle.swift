/// The style sheet of the connect pages.
enum ConnectStyle {
    static let text = """
        :root { color-scheme: light dark; --back: #f4f5f7; --card: #fff; --text: #1b1f24; --soft: #59636e;
          --line: #818b98; --act: #0a5bd3; --on-act: #fff; --bad: #b3201b; --bad-back: #fdeceb; --good: #14692e; }
        @media (prefers-color-scheme: dark) { :root { --back: #0f1216; --card: #181c22; --text: #e8ebef; --soft: #a3adb8;
          --line: #6b7683; --act: #8ab8ff; --on-act: #0b1220; --bad: #ff9c94; --bad-back: #3a1715; --good: #7ee2a0; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
        main { max-width: 32rem; margin: 2rem auto; padding: 1.5rem; background: var(--card); border-radius: .5rem; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
        p { margin: 0 0 1rem; }
        a { color: var(--act); overflow-wrap: anywhere; }
        ul { margin: 0 0 1rem; padding-left: 1.25rem; }
        li { margin: .25rem 0; }
        label { display: block; font-weight: 600; }
        .field { margin: 0 0 1.25rem; }
        .help { color: var(--soft); font-size: .9rem; margin: 0 0 .25rem; }
        .error { color: var(--bad); font-weight: 600; margin: 0 0 .25rem; }
        .done { color: var(--good); font-weight: 600; }
        input { width: 100%; padding: .6rem; font: inherit; color: inherit; background: transparent;
          border: 1px solid var(--line); border-radius: .3rem; }
        input[aria-invalid=true] { border: 2px solid var(--bad); }
        button { padding: .7rem 1.2rem; font: inherit; font-weight: 600; color: var(--on-act); background: var(--act);
          border: 1px solid transparent; border-radius: .3rem; cursor: pointer; }
        :focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
        .summary { border: 2px solid var(--bad); background: var(--bad-back); border-radius: .3rem; padding: 1rem;
          margin: 0 0 1.5rem; }
        .summary h2 { margin-top: 0; }
        .summary ul:last-child, .summary p:last-child { margin-bottom: 0; }
        @media (max-width: 34rem) { main { margin: 0; border-radius: 0; min-height: 100vh; } }

        """
}
