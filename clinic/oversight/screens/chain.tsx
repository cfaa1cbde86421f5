import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Row } from '#ui/layout.tsx';
import { Tag } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import { useChain } from './use-trail.ts';

/** Is the trail whole? Every block is hashed again on the server; what is wrong is named. */
export function Chain() {
  const t = useWords('oversight');
  const { number } = useFormat();
  const chain = useChain();
  const [shown, setShown] = useState(false);
  const { data } = chain;
  return (
    <Row>
      {data?.sound && (
        <Tag tone="good" icon="check">
          {t('chain.sound', { rows: number(data.rows), blocks: number(data.blocks) })}
        </Tag>
      )}
      {data && !data.sound && (
        <Button tone="danger" icon="alert" onClick={() => setShown(true)}>
          {t('chain.broken', { count: data.faults.length })}
        </Button>
      )}
      {chain.error && <Tag tone="warn">{t('chain.failed')}</Tag>}
      <Button icon="audit" keys="v" busy={chain.isPending} onClick={() => chain.mutate()}>
        {t('chain.verify')}
      </Button>
      <Dialog open={shown} onClose={() => setShown(false)} title={t('chain.title')}>
        <ul>
          {data?.faults.map((fault) => (
            <li key={`${fault.block} ${fault.what}`}>
              {t('chain.fault', { block: fault.block, what: fault.what })}
            </li>
          ))}
        </ul>
      </Dialog>
    </Row>
  );
}
