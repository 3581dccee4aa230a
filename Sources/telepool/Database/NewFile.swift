import Foundation

/// A file that is there under its name only when it is whole and on the disk.
struct NewFile {
    /// Why it cannot be made, in words for the operator.
    struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    let path: String
    /// Whether it may take the place of a file that is there.
    let replaces: Bool

    /// Makes the file.
    ///
    /// - Parameter body: writes it under the name that it is given, up to the disk.
    func make(_ body: (_ temporary: String) throws -> Void) throws {
        guard replaces || !FileManager.default.fileExists(atPath: path) else { throw exists }
        // Of this process only, whatever else may be under way.
        let temporary = "\(path).\(getpid()).part"
        defer { unlink(temporary) }
        unlink(temporary)
        try body(temporary)
        if replaces {
            guard rename(temporary, path) == 0 else { throw problem }
        } else {
            // Unlike renaming, linking never replaces what is there.
            guard link(temporary, path) == 0 else { throw errno == EEXIST ? exists : problem }
        }
        // The name, too, has to be on the disk.
        let folder = open(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw problem }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw problem }
    }

    private var exists: Problem { Problem(description: "\(path) exists. Give --force to replace it.") }

    private var problem: Problem {
        Problem(description: "Cannot write \(path): \(String(cString: strerror(errno))).")
    }
}
