import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { closeVisit } from '../commands/close-visit.contract.ts';
import { sweepView } from '../views/sweep.contract.ts';

/** [B12] What was forgotten on earlier days: a quiet line on the board, and a list that ends it. */
export function Sweep() {
  const t = useWords('flow');
  const { dateTime } = useFormat();
  const [open, setOpen] = useState(false);
  const { data = [] } = useView(sweepView, {});
  const close = useCommand(closeVisit);
  if (data.length === 0) return null;
  return (
    <>
      <Button size="small" tone="quiet" icon="alert" onClick={() => setOpen(true)}>
        {t('sweep.open', { count: data.length })}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('sweep')}>
        <Stack gap={3}>
          <Text kind="quiet">{t('sweep.hint')}</Text>
          {data.map((one) => (
            <Row key={one.encounter} spread gap={3}>
              <span>
                <Text kind="strong">{one.name}</Text>{' '}
                <Text kind="quiet">
                  {t(`stage.${one.stage}`)} · {dateTime(one.since)}
                </Text>
              </span>
              <Button size="small" onClick={() => void close.run({ encounter: one.encounter })}>
                {t(one.seen ? 'sweep.seen' : 'sweep.left')}
              </Button>
            </Row>
          ))}
        </Stack>
      </Dialog>
    </>
  );
}
