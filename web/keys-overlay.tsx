import { Dialog } from '#ui/dialog.tsx';
import { layers } from '#ui/key-map.ts';
import { Keys } from '#ui/keys.tsx';
import { useStore } from '#ui/store.ts';
import { useWords } from '#ui/use-words.ts';
import css from './keys-overlay.module.css';

/** `?`: the keys of this screen first, then the places, then what works everywhere. */
export function KeysOverlay({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useWords('shell');
  const ui = useWords('ui');
  return (
    <Dialog open={open} onClose={onClose} title={ui('keys.title')} size="large">
      {open && <Groups here={t('keys.here')} />}
    </Dialog>
  );
}

function Groups({ here }: { here: string }) {
  const all = useStore(layers);
  const groups = new Map<string, Map<string, string>>();
  // The overlay's own layer is the newest, modal one.
  for (const layer of all.filter((one) => !one.modal)) {
    const name = layer.group ?? here;
    const keys = groups.get(name) ?? new Map<string, string>();
    for (const [key, action] of Object.entries(layer.map))
      if (!action.hidden && action.label) keys.set(key, action.label);
    if (keys.size > 0) groups.set(name, keys);
  }
  const ordered = [...groups].sort(([one], [other]) => Number(other === here) - Number(one === here));
  return (
    <div className={css.groups}>
      {ordered.map(([name, keys]) => (
        <section key={name}>
          <h3 className={css.title}>{name}</h3>
          <ul>
            {[...keys].map(([key, label]) => (
              <li key={key} className={css.row}>
                <span>{label}</span>
                <Keys of={key} />
                <span className="only-heard">{key}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
