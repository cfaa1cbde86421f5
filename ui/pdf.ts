/** PDF files in the browser. The reader is large: import this only where a PDF is opened. */
type Pdf = typeof import('pdfjs-dist');
export type PdfDocument = Awaited<ReturnType<Pdf['getDocument']>['promise']>;

/** Fetches and reads a PDF. Rejects when it is none. */
export async function openPdf(url: string): Promise<PdfDocument> {
  const [pdf, { default: worker }] = await Promise.all([
    import('pdfjs-dist'),
    import('pdfjs-dist/build/pdf.worker.min.mjs?url'),
  ]);
  pdf.GlobalWorkerOptions.workerSrc = worker;
  // Forms of a document from outside are not run (pdf.js itself never runs its scripts).
  return pdf.getDocument({ url, withCredentials: true, enableXfa: false }).promise;
}

/** Paper shows twice what a screen does: 144 dots an inch. */
const PRINT_SCALE = 2;

/** Every page drawn whole, for paper. */
export async function drawnPages(url: string): Promise<HTMLCanvasElement[]> {
  const pdf = await openPdf(url);
  try {
    const pages: HTMLCanvasElement[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const viewport = page.getViewport({ scale: PRINT_SCALE });
      const canvas = document.createElement('canvas');
      canvas.width = viewport.width;
      canvas.height = viewport.height;
      await page.render({ canvas, viewport, intent: 'print' }).promise;
      pages.push(canvas);
    }
    return pages;
  } finally {
    void pdf.loadingTask.destroy();
  }
}
