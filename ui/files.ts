import { call } from './api.ts';

/** Sends a picture or PDF (at most 10 MB) of a patient (id); the id of its Binary. Throws ApiFailure. */
export async function uploadFile(file: Blob, patient?: string): Promise<string> {
  const path = patient ? `/api/file?patient=${encodeURIComponent(patient)}` : '/api/file';
  const answer = (await call({ method: 'POST', path, body: file })) as { binary: string };
  return answer.binary;
}

export const fileUrl = (binary: string): string =>
  `/api/file/${encodeURIComponent(binary.slice(binary.lastIndexOf('/') + 1))}`;

/** The same file, fetched to be printed or taken along: the audit trail says so. */
export const fileUrlFor = (address: string, use: 'print' | 'export'): string => `${address}?as=${use}`;

export const LARGEST_FILE = 10 * 1024 * 1024;

/** A picture no larger than a page needs: phones hand over 12 MB photographs. JPEG, longest side at most 2000 px. */
export async function shrinkPicture(file: Blob, longest = 2000): Promise<Blob> {
  if (!file.type.startsWith('image/') || file.type === 'image/svg+xml') return file;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return file;
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size < 1_500_000) return file;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? file), 'image/jpeg', 0.86));
}
