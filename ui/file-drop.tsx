import { type DragEvent, useRef, useState } from 'react';
import { Button } from './button.tsx';
import css from './file-drop.module.css';
import { LARGEST_FILE } from './files.ts';
import { useWords } from './use-words.ts';

export interface FileDropProps {
  readonly label: string;
  readonly onFiles: (files: readonly File[]) => void;
  /** As for `<input accept>`: `image/*,application/pdf`. */
  readonly accept?: string;
  readonly many?: boolean;
  /** On a phone or tablet, opens its camera. */
  readonly capture?: 'user' | 'environment';
  /** Only the button. */
  readonly compact?: boolean;
}

/** Drop files or choose them; larger than 10 MB is refused with words. `<FileDrop label="Document" accept="application/pdf" onFiles={upload} />` */
export function FileDrop({ label, onFiles, accept, many, capture, compact }: FileDropProps) {
  const t = useWords('ui');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState('');
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    const large = files.find((file) => file.size > LARGEST_FILE && !file.type.startsWith('image/'));
    setTooLarge(large?.name ?? '');
    const fit = files.filter((file) => file !== large);
    if (fit.length > 0) onFiles(many ? fit : fit.slice(0, 1));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <section
      aria-label={label}
      className={compact ? css.compact : css.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <input
        ref={input}
        type="file"
        className="only-heard"
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        multiple={many}
        capture={capture}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      <Button icon="upload" label={label} onClick={() => input.current?.click()}>
        {t('file.choose')}
      </Button>
      {!compact && <span className={css.words}>{t('file.drop')}</span>}
      {tooLarge && (
        <span className={css.error} role="alert">
          {t('file.too-large', { name: tooLarge })}
        </span>
      )}
    </section>
  );
}
