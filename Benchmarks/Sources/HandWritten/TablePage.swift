// SPDX-License-Identifier: Apache-2.0

/// Workload W1: a table of numbers.
public struct TablePage: HandWrittenPage {
    let rows: [[Int]]

    private enum Markup {
        static let head: StaticString = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>A table</title></head>
            <body>
            <table>

            """
        static let tail: StaticString = """
            </table>
            </body>
            </html>

            """
    }

    /// Writes the page.
    @inline(never)
    public func write(to writer: inout ByteWriter) {
        writer.append(Markup.head)
        rows.withUnsafeBufferPointer { rows in
            for index in rows.indices {
                writer.append("<tr>")
                rows[index].withUnsafeBufferPointer { cells in
                    for cell in cells {
                        writer.append("<td>")
                        writer.append(cell)
                        writer.append("</td>")
                    }
                }
                writer.append("</tr>\n")
            }
        }
        writer.append(Markup.tail)
    }
}
