import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];

/**
 * Draws a true-colour PNG and returns its bytes.
 * `colourAt` is asked for every pixel; `x` counts from the left, `y` from the top.
 */
export function drawPng(width: number, height: number, colourAt: (x: number, y: number) => Colour): Buffer {
    const rows: number[] = [];
    for (let y = 0; y < height; y++) {
        rows.push(0); // every row starts with its filter type: none
        for (let x = 0; x < width; x++) {
            rows.push(...colourAt(x, y));
        }
    }
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.writeUInt8(8, 8); // bits per channel
    header.writeUInt8(2, 9); // red, green, blue; no palette, no alpha
    return Buffer.concat([
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        chunk('IHDR', header),
        chunk('IDAT', deflateSync(Buffer.from(rows))),
        chunk('IEND', Buffer.alloc(0)),
    ]);
}

function chunk(type: string, data: Buffer): Buffer {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, checksum]);
}
