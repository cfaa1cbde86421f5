import { Modal } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { IconButton } from '#ui/button.tsx';
import { CodeCamera } from '#ui/code-camera.tsx';
import { Icon } from '#ui/icon.tsx';
import { Keys } from '#ui/keys.tsx';
import { useKeys } from '#ui/use-keys.ts';
import { usePlace } from '#ui/use-place.ts';
import { useWords } from '#ui/use-words.ts';
import css from './command-bar.module.css';
import { type Entry, useEntries } from './use-entries.ts';

/** One box: any patient, any action, any place. Keyboard only, both languages. */
export function CommandBar({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useWords('shell');
  const [scanning, setScanning] = useState(false);
  return (
    <>
      <Modal.Root
        opened={open}
        onClose={onClose}
        size={640}
        yOffset="12vh"
        closeOnEscape={false}
        transitionProps={{ duration: 0 }}
        classNames={{ content: css.content ?? '' }}
      >
        <Modal.Overlay color="transparent" backgroundOpacity={1} className={css.shade ?? ''} />
        <Modal.Content aria-label={t('search')}>
          <Modal.Body className={css.body ?? ''}>
            {open && (
              <Bar
                onClose={onClose}
                onScan={() => {
                  onClose();
                  setScanning(true);
                }}
              />
            )}
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
      <CodeCamera open={scanning} onClose={() => setScanning(false)} />
    </>
  );
}

function Bar({ onClose, onScan }: { onClose: () => void; onScan: () => void }) {
  const t = useWords('shell');
  const { go } = usePlace();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const { entries, asking } = useEntries(text);
  const chosen = entries[Math.min(at, entries.length - 1)];
  useKeys({ escape: { label: t('keys.back'), run: onClose } }, { modal: true });
  useEffect(() => setAt(0), [text]);
  useEffect(() => {
    if (chosen) document.getElementById(`${list}-${chosen.key}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen, list]);
  const take = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    go(entry.to, entry.params);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      setAt((now) => (Math.min(now, entries.length - 1) + by + entries.length) % Math.max(entries.length, 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(chosen);
    }
  };
  return (
    <>
      <div className={css.box}>
        <Icon of="search" size={20} />
        <input
          className={css.input}
          data-autofocus
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          placeholder={t('search')}
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls={list}
          aria-activedescendant={chosen ? `${list}-${chosen.key}` : undefined}
          aria-label={t('search')}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
        />
        <IconButton icon="scan" label={t('search.scan')} onClick={onScan} />
      </div>
      <div className={css.list} id={list} role="listbox" aria-label={t('search.results')}>
        {entries.map((entry, index) => (
          <div key={entry.key} role="presentation">
            {entry.group !== entries[index - 1]?.group && (
              <div className={css.group} role="presentation">
                {t(`search.${entry.group}`)}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box above holds the keys */}
            <div
              id={`${list}-${entry.key}`}
              role="option"
              tabIndex={-1}
              className={css.entry}
              aria-selected={entry === chosen}
              onPointerMove={() => setAt(index)}
              onClick={() => take(entry)}
            >
              <Icon of={entry.icon} />
              <span className={css.name}>{entry.label}</span>
              {entry.hint && <span className={css.hint}>{entry.hint}</span>}
              {entry.keys && <Keys of={entry.keys} />}
            </div>
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <p className={css.nothing} role="status">
          {asking ? t('search.asking') : t('search.nothing')}
        </p>
      )}
      <p className={css.foot} aria-hidden="true">
        <Keys of="arrowup" /> <Keys of="arrowdown" /> {t('search.choose')} <Keys of="enter" />{' '}
        {t('search.open')} <Keys of="escape" /> {t('search.close')}
      </p>
    </>
  );
}
