import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { Scan } from './scanner.ts';

// Ours, from this server: nothing is fetched from a CDN.
prepareZXingModule({
  overrides: {
    locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path),
  },
});

/** The first code in the picture of a running camera. */
export async function readCode(video: HTMLVideoElement): Promise<Scan | undefined> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return undefined;
  pen.drawImage(video, 0, 0);
  const found = await readBarcodes(pen.getImageData(0, 0, canvas.width, canvas.height), {
    tryHarder: true,
    maxNumberOfSymbols: 1,
  });
  const [first] = found;
  return first?.isValid && first.text
    ? { text: first.text, source: 'camera', format: String(first.format) }
    : undefined;
}
