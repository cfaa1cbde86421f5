import { useEffect, useRef, useState } from 'react';
import css from './file-view.module.css';
import { Failure } from './state.tsx';

type Pdf = typeof import('pdfjs-dist');
type Document = Awaited<ReturnType<Pdf['getDocument']>['promise']>;

async function open(url: string): Promise<Document> {
  const [pdf, { default: worker }] = await Promise.all([
    import('pdfjs-dist'),
    import('pdfjs-dist/build/pdf.worker.min.mjs?url'),
  ]);
  pdf.GlobalWorkerOptions.workerSrc = worker;
  // Forms of a document from outside are not run (pdf.js itself never runs its scripts).
  return pdf.getDocument({ url, withCredentials: true, enableXfa: false }).promise;
}

/** Every page of a PDF, drawn as it comes near. Loaded only when a PDF is opened. */
export default function PdfPages({ url, zoom, turn }: { url: string; zoom: number; turn: number }) {
  const [document, setDocument] = useState<Document>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let opened: Document | undefined;
    let ended = false;
    setFailed(false);
    open(url)
      .then((found) => {
        opened = found;
        if (ended) void found.loadingTask.destroy();
        else setDocument(found);
      })
      .catch(() => setFailed(true));
    return () => {
      ended = true;
      setDocument(undefined);
      void opened?.loadingTask.destroy();
    };
  }, [url]);
  if (failed) return <Failure of={undefined} />;
  if (!document) return null;
  return Array.from({ length: document.numPages }, (_, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
    <PdfPage key={at} document={document} number={at + 1} zoom={zoom} turn={turn} />
  ));
}

function PdfPage({
  document,
  number,
  zoom,
  turn,
}: {
  document: Document;
  number: number;
  zoom: number;
  turn: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let task: { cancel: () => void } | undefined;
    const draw = async () => {
      const page = await document.getPage(number);
      const ratio = Math.max(devicePixelRatio, 1);
      const viewport = page.getViewport({ scale: 1.3 * zoom * ratio, rotation: (page.rotate + turn) % 360 });
      element.width = viewport.width;
      element.height = viewport.height;
      element.style.width = `${viewport.width / ratio}px`;
      const rendering = page.render({ canvas: element, viewport });
      task = rendering;
      await rendering.promise.catch(() => undefined);
    };
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        watch.disconnect();
        void draw();
      },
      { rootMargin: '800px' },
    );
    watch.observe(element);
    return () => {
      watch.disconnect();
      task?.cancel();
    };
  }, [document, number, zoom, turn]);
  return (
    <canvas
      ref={canvas}
      className={css.page}
      style={{ minHeight: 200 }}
      role="img"
      aria-label={`${number}`}
    />
  );
}
