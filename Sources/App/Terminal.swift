import Foundation
import Glibc

/// Asks whoever sits at the terminal; where stdin is none, answers are its lines.
struct Terminal {
    private let isInteractive = isatty(STDIN_FILENO) == 1

    /// The answer to a question, without the end of its line; what is secret isn't shown while it is typed.
    ///
    /// Questions go to stderr: stdout is for what was asked for. Throws when there is no more to read.
    func ask(_ question: String, isSecret: Bool = false) throws -> String {
        FileHandle.standardError.write(Data(question.utf8))
        let answer = isSecret && isInteractive ? try hidden() : readLine()
        guard let answer else { throw CommandFailure("no answer to: \(question)") }
        return answer
    }

    func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// A line read without echo.
    ///
    /// Ctrl-C is a character meanwhile, so that nothing leaves the terminal silent.
    private func hidden() throws -> String? {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return readLine() }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            say("")
        }
        guard let line = readLine() else { return nil }
        guard !line.contains("\u{3}") else { throw CommandFailure("stopped") }
        return line
    }
}
