import { useEffect, useRef } from 'react';
import { Button } from '#ui/button.tsx';
import { Keys } from '#ui/keys.tsx';
import { expected, useCommand } from '#ui/use-command.ts';
import { refuseVital } from '../commands/refuse-vital.contract.ts';
import { REFUSALS, type VitalKey } from '../rules/vitals.ts';
import { visitPage } from '../views/visit-page.contract.ts';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** Why a vital is not done: one letter each. The reason is kept as data. */
export function NotDone({
  vital,
  reading,
  onDone,
  onCancel,
}: {
  vital: VitalKey;
  reading: number;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { t, encounter } = useRooming();
  const group = useRef<HTMLDivElement>(null);
  const command = useCommand(refuseVital, {
    expect: (input) => [
      expected(visitPage, { encounter }, (page) => ({
        ...page,
        vitals: [
          ...page.vitals.filter((one) => one.vital !== vital || one.reading !== reading),
          {
            vital,
            reading,
            id: '',
            version: '',
            at: new Date(page.now).toISOString(),
            numbers: [],
            entered: [],
            unit: '',
            date: undefined,
            qualifiers: {},
            amounts: {},
            refused: input.reason,
            note: undefined,
            by: undefined,
          },
        ],
      })),
    ],
  });
  useEffect(() => group.current?.querySelector('button')?.focus(), []);
  const choose = (reason: (typeof REFUSALS)[number]['code']) => {
    void command.run({ encounter, vital, reading, reason });
    onDone();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one; the letters belong to the buttons inside
    <div
      ref={group}
      role="group"
      aria-label={t('not-done.why')}
      className={css.choices}
      onKeyDown={(event) => {
        const row = REFUSALS.find((one) => one.key === event.key.toLowerCase());
        if (event.key === 'Escape') onCancel();
        else if (row) choose(row.code);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <span className={css.quiet}>{t('not-done.why')}</span>
      {REFUSALS.map((row) => (
        <Button
          key={row.code}
          size="small"
          onClick={() => choose(row.code)}
          label={t(`not-done.${row.code}`)}
        >
          {t(`not-done.${row.code}`)} <Keys of={row.key} />
        </Button>
      ))}
    </div>
  );
}
