import { useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import css from './signature-pad.module.css';
import { TextBox } from './text-box.tsx';
import { useWords } from './use-words.ts';

export interface Signature {
  /** PNG of the drawn line, or of the typed name. */
  readonly picture: Blob;
  /** Set when the name was typed instead of drawn (keyboard, or a hand that cannot draw). */
  readonly typed?: string;
}

/** Draw with finger, pen or mouse; or type the name. `<SignaturePad onChange={setSignature} signer="Rosa Delgado" />` */
export function SignaturePad({
  onChange,
  signer,
}: {
  onChange: (signature: Signature | undefined) => void;
  signer: string;
}) {
  const t = useWords('ui');
  const [typing, setTyping] = useState(false);
  const [typed, setTyped] = useState('');
  const take = async (name: string) => {
    setTyped(name);
    onChange(name.trim().length < 2 ? undefined : { picture: await drawName(name), typed: name.trim() });
  };
  return (
    <div className={css.pad}>
      {typing ? (
        <Field label={t('sign.type')} hint={t('sign.type-hint')}>
          <TextBox
            value={typed}
            onChange={(name) => void take(name)}
            autoFocus
            maxLength={80}
            autoComplete="off"
          />
        </Field>
      ) : (
        <Drawn onChange={onChange} label={t('sign.label', { name: signer })} clear={t('sign.clear')} />
      )}
      <div className={css.other}>
        <Button
          tone="quiet"
          size="small"
          onClick={() => {
            setTyping(!typing);
            onChange(undefined);
          }}
        >
          {typing ? t('sign.draw-instead') : t('sign.type-instead')}
        </Button>
      </div>
    </div>
  );
}

function Drawn({
  onChange,
  label,
  clear,
}: {
  onChange: (signature: Signature | undefined) => void;
  label: string;
  clear: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const wipe = useRef<() => void>(() => undefined);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let ended = false;
    let stop = () => undefined as void;
    void import('signature_pad').then(({ default: Pad }) => {
      if (ended) return;
      const pad = new Pad(element, { penColor: '#10142a', minWidth: 0.8, maxWidth: 2.4 });
      // A tablet that is turned on its side keeps what is drawn.
      const resize = () => {
        const drawn = pad.toData();
        const ratio = Math.max(devicePixelRatio, 1);
        element.width = element.offsetWidth * ratio;
        element.height = element.offsetHeight * ratio;
        element.getContext('2d')?.scale(ratio, ratio);
        pad.fromData(drawn);
      };
      const watch = new ResizeObserver(resize);
      watch.observe(element);
      resize();
      const done = () => element.toBlob((picture) => picture && latest.current({ picture }), 'image/png');
      pad.addEventListener('endStroke', done);
      wipe.current = () => {
        pad.clear();
        latest.current(undefined);
      };
      stop = () => {
        watch.disconnect();
        pad.off();
      };
    });
    return () => {
      ended = true;
      stop();
    };
  }, []);
  return (
    <div className={css.sheet}>
      <canvas ref={canvas} className={css.canvas} role="img" aria-label={label} />
      <span className={css.caption} aria-hidden="true">
        {label}
      </span>
      <Button size="small" tone="quiet" onClick={() => wipe.current()}>
        {clear}
      </Button>
    </div>
  );
}

async function drawName(name: string): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = 800;
  canvas.height = 200;
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.font = 'italic 56px serif';
    pen.fillStyle = '#10142a';
    pen.textBaseline = 'middle';
    pen.fillText(name.trim(), 24, 100, 752);
  }
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? new Blob()), 'image/png'));
}
