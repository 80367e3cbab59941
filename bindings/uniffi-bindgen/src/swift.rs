//! Makes the generated Swift read what the library wrote where it stands.
//!
//! As it is generated, every number of a result is copied out of a `Data`, and every text is copied into an array and from
//! there into the text: most of what a call costs. Two pieces of the generator's template are exchanged for that; another
//! release of the generator, which has other pieces, is an error here.

use std::fs;
use std::path::Path;

/// Exchanges the pieces in the file that was written into this folder.
pub(crate) fn read_in_place(folder: &Path) -> Result<(), String> {
    let file = folder.join("UserMetadataCore.swift");
    let mut source = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    for (piece, better) in PIECES {
        if source.matches(piece).count() != 1 {
            return Err(format!("{} does not have this exactly once:\n{piece}", file.display()));
        }
        source = source.replace(piece, better);
    }
    fs::write(&file, source).map_err(|error| format!("{}: {error}", file.display()))
}

const PIECES: &[(&str, &str)] = &[
    // readInt, after it made sure that there are so many bytes
    (
        "\
    if T.self == UInt8.self {
        let value = reader.data[reader.offset]
        reader.offset += 1
        return value as! T
    }
    var value: T = 0
    let _ = withUnsafeMutableBytes(of: &value, { reader.data.copyBytes(to: $0, from: range)})
    reader.offset = range.upperBound
    return value.bigEndian
",
        "\
    reader.offset = range.upperBound
    return T(bigEndian: reader.data.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: range.lowerBound, as: T.self)
    })
",
    ),
    // FfiConverterString.read
    (
        "\
        return String(decoding: try readBytes(&buf, count: Int(len)), as: UTF8.self)
",
        "\
        let range = buf.offset..<(buf.offset + Int(len))
        guard buf.data.count >= range.upperBound else {
            throw UniffiInternalError.bufferOverflow
        }
        buf.offset = range.upperBound
        return buf.data.withUnsafeBytes {
            String(decoding: UnsafeRawBufferPointer(rebasing: $0[range]), as: UTF8.self)
        }
",
    ),
];
