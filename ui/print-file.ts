import { fileUrlFor } from './files.ts';
import css from './print-file.module.css';

/** Prints a stored PDF or picture, whole and alone; the bytes are fetched for it, so that the audit trail says it. Rejects when they cannot be read. */
export async function printFile(address: string, type: string): Promise<void> {
  const url = fileUrlFor(address, 'print');
  const pages =
    type === 'application/pdf' ? await (await import('./pdf.ts')).drawnPages(url) : [await picture(url)];
  document.querySelector(`.${css.sheet}`)?.remove();
  const sheet = document.createElement('div');
  sheet.className = css.sheet ?? '';
  sheet.ariaHidden = 'true';
  sheet.append(...pages);
  document.body.append(sheet);
  addEventListener('afterprint', () => sheet.remove(), { once: true });
  print();
}

async function picture(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}
