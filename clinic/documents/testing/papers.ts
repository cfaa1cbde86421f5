/** Papers as a scanner makes them, small. For tests only. */
import { Buffer } from 'node:buffer';
import { crc32, deflateSync } from 'node:zlib';

export interface Paper {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A letter of one page. */
export function aLetter(name: string, lines: readonly string[]): Paper {
  const text = lines.map((line) => `(${line}) Tj 0 -20 Td`).join('\n');
  const stream = deflateSync(`BT /F1 12 Tf 72 700 Td\n${text} ET`);
  const objects: (string | Buffer)[][] = [
    ['<< /Type /Catalog /Pages 2 0 R >>'],
    ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>'],
    [
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    ],
    [`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`, stream, '\nendstream'],
    ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'],
  ];
  let file = Buffer.from('%PDF-1.4\n');
  const places: number[] = [];
  for (const [at, parts] of objects.entries()) {
    places.push(file.length);
    const body = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
    file = Buffer.concat([file, Buffer.from(`${at + 1} 0 obj\n`), ...body, Buffer.from('\nendobj\n')]);
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.concat([file, Buffer.from(end)]) };
}

const WIDE = 480;
const HIGH = 320;

/** A photograph: skin with a red spot. */
export function aPhotograph(name: string): Paper {
  const rows = Array.from({ length: HIGH }, (_, y) => {
    const row = Buffer.alloc(1 + WIDE * 3);
    for (let x = 0; x < WIDE; x += 1) {
      const red = Math.max(0, 1 - Math.hypot(x - WIDE / 2, y - HIGH / 2) / 90);
      row.set([226 - red * 20, 184 - red * 110, 160 - red * 100], 1 + x * 3);
    }
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDE, 0);
  header.writeUInt32BE(HIGH, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const buffer = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { name, mimeType: 'image/png', buffer };
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
