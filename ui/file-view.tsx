import { lazy, Suspense, useState } from 'react';
import { Button, IconButton } from './button.tsx';
import css from './file-view.module.css';
import { fileUrl, fileUrlFor } from './files.ts';
import { Icon } from './icon.tsx';
import { printFile } from './print-file.ts';
import { Skeleton } from './state.tsx';
import { toast } from './toast-store.ts';
import { UnreadableFile } from './unreadable-file.tsx';
import { useKeys } from './use-keys.ts';
import { useWords } from './use-words.ts';

const PdfPages = lazy(() => import('./pdf-pages.tsx'));

/** A stored PDF or picture, turned, enlarged and printed by key. `<FileView binary={id} type="application/pdf" name="Referral letter" />` */
export function FileView({
  binary,
  type,
  name,
  url,
}: {
  binary?: string;
  type: string;
  name: string;
  url?: string;
}) {
  const t = useWords('ui');
  const [zoom, setZoom] = useState(1);
  const [turn, setTurn] = useState(0);
  const address = url ?? (binary ? fileUrl(binary) : '');
  const [unreadable, setUnreadable] = useState(false);
  const stored = url === undefined;
  const print = () => {
    printFile(address, type).catch(() => toast({ tone: 'warn', words: t('file.unprinted') }));
  };
  const larger = () => setZoom((now) => Math.min(now * 1.25, 5));
  const smaller = () => setZoom((now) => Math.max(now / 1.25, 0.25));
  useKeys(
    {
      '+': { label: t('file.larger'), run: larger },
      '-': { label: t('file.smaller'), run: smaller },
      '0': { label: t('file.fit'), run: () => setZoom(1) },
      ...(stored ? { 'ctrl+p': { label: t('file.print'), run: print } } : {}),
    },
    { group: name },
  );
  return (
    <figure className={css.view}>
      <figcaption className={css.bar}>
        <span className={css.name}>{name}</span>
        <Button size="small" tone="quiet" onClick={smaller} label={t('file.smaller')}>
          −
        </Button>
        <Button size="small" tone="quiet" onClick={() => setZoom(1)}>{`${Math.round(zoom * 100)} %`}</Button>
        <IconButton icon="plus" label={t('file.larger')} onClick={larger} />
        <IconButton icon="refresh" label={t('file.turn')} onClick={() => setTurn((turn + 90) % 360)} />
        {stored && (
          <>
            <IconButton icon="print" label={t('file.print')} onClick={print} />
            <a
              className={css.out}
              href={fileUrlFor(address, 'export')}
              download={name}
              aria-label={t('file.export')}
              title={t('file.export')}
            >
              <Icon of="download" />
            </a>
          </>
        )}
        <a
          className={css.out}
          href={address}
          target="_blank"
          rel="noreferrer"
          aria-label={t('file.open')}
          title={t('file.open')}
        >
          <Icon of="open" />
        </a>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key */}
      <section className={css.sheet} aria-label={name} tabIndex={0}>
        {type === 'application/pdf' ? (
          <Suspense fallback={<Skeleton shape="block" />}>
            <PdfPages url={address} zoom={zoom} turn={turn} />
          </Suspense>
        ) : unreadable ? (
          <UnreadableFile />
        ) : (
          <img
            onError={() => setUnreadable(true)}
            className={css.picture}
            src={address}
            alt={name}
            style={{ width: `${zoom * 100}%`, rotate: `${turn}deg` }}
          />
        )}
      </section>
    </figure>
  );
}
