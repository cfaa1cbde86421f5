import { useEffect, useRef, useState } from 'react';
import css from './file-view.module.css';
import { openPdf, type PdfDocument } from './pdf.ts';
import { UnreadableFile } from './unreadable-file.tsx';

/** Every page of a PDF, drawn as it comes near. Loaded only when a PDF is opened. */
export default function PdfPages({ url, zoom, turn }: { url: string; zoom: number; turn: number }) {
  const [document, setDocument] = useState<PdfDocument>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let opened: PdfDocument | undefined;
    let ended = false;
    setFailed(false);
    openPdf(url)
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
  if (failed) return <UnreadableFile />;
  if (!document) return null;
  return Array.from({ length: document.numPages }, (_, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
    <PdfPage key={at} document={document} number={at + 1} zoom={zoom} turn={turn} />
  ));
}

/** px around a page in the frame, and the narrowest page that is drawn. */
const ROOM = 32;
const NARROWEST = 240;

function PdfPage({
  document,
  number,
  zoom,
  turn,
}: {
  document: PdfDocument;
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
      const rotation = (page.rotate + turn) % 360;
      // 100 % is the whole width of the page in the room there is.
      const width = (element.parentElement?.clientWidth ?? 0) - ROOM;
      const scale = (Math.max(width, NARROWEST) / page.getViewport({ scale: 1, rotation }).width) * zoom;
      const viewport = page.getViewport({ scale: scale * ratio, rotation });
      element.width = viewport.width;
      element.height = viewport.height;
      element.style.width = `${zoom * 100}%`;
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
