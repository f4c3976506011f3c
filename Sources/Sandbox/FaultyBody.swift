import Hummingbird
import NIOCore

/// Bodies that don't arrive as a whole, or at all.
enum FaultyBody {
    /// Announces `bytes` whole, sends half of them and cuts the connection.
    static func truncated(_ bytes: [UInt8], on channel: any Channel) -> ResponseBody {
        ResponseBody(contentLength: bytes.count) { writer in
            try await writer.write(ByteBuffer(bytes: bytes[..<(bytes.count / 2)]))
            await Connection.cut(channel)
            throw CutShort()
        }
    }

    /// Sends `bytes` in up to 20 pieces spread over `time`.
    static func dribbled(_ bytes: [UInt8], over time: Duration) -> ResponseBody {
        ResponseBody(contentLength: bytes.count) { writer in
            let pieces = max(1, min(20, bytes.count))
            for piece in 0..<pieces {
                let range = bytes.count * piece / pieces..<bytes.count * (piece + 1) / pieces
                try await Task.sleep(for: time / pieces)
                try await writer.write(ByteBuffer(bytes: bytes[range]))
            }
            try await writer.finish(nil)
        }
    }

    /// Sends about `size` bytes of valid JSON whose length nobody knows before.
    static func huge(_ size: Int) -> ResponseBody {
        ResponseBody { writer in
            try await writer.write(ByteBuffer(string: "{\"padding\":\""))
            let chunk = ByteBuffer(repeating: UInt8(ascii: "x"), count: 64 << 10)
            var left = size - 14
            while left > 0 {
                let piece = chunk.getSlice(at: 0, length: min(left, chunk.readableBytes)) ?? chunk
                try await writer.write(piece)
                left -= piece.readableBytes
            }
            try await writer.write(ByteBuffer(string: "\"}"))
            try await writer.finish(nil)
        }
    }

    /// JSON nested `depth` levels deep.
    static func deep(_ depth: Int) -> [UInt8] {
        let open = [UInt8](repeating: UInt8(ascii: "["), count: depth)
        let close = [UInt8](repeating: UInt8(ascii: "]"), count: depth)
        return Array("{\"tickets\":".utf8) + open + close + Array("}".utf8)
    }

    /// Ends the writing of a body whose connection is gone.
    private struct CutShort: Error {}
}
