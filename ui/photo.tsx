import { useState } from 'react';
import { fileUrl } from './files.ts';
import { hueOf } from './patient-colour.ts';
import css from './photo.module.css';

/** A face, or initials on the patient's own colour. `<Photo binary={p.photo} initials="RD" of={p.id} size={48} />` */
export function Photo({
  binary,
  initials,
  of,
  size = 40,
}: {
  binary?: string | undefined;
  initials: string;
  of: string;
  size?: number;
}) {
  const [failed, setFailed] = useState(false);
  const style = {
    width: size,
    height: size,
    fontSize: Math.round(size * 0.36),
    '--hue': hueOf(of),
  } as React.CSSProperties;
  return (
    <span className={css.photo} style={style} aria-hidden="true">
      {binary && !failed ? <img src={fileUrl(binary)} alt="" onError={() => setFailed(true)} /> : initials}
    </span>
  );
}
