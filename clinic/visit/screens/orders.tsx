import { useState } from 'react';
import { Button, IconButton } from '#ui/button.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { Tag } from '#ui/tag.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useKeys } from '#ui/use-keys.ts';
import { useWords } from '#ui/use-words.ts';
import { removeOrder } from '../commands/remove-order.contract.ts';
import type { VisitPage } from '../views/visit-page.contract.ts';
import { OrderForm } from './order-form.tsx';
import css from './visit.module.css';

/** Orders of the visit; drafts become active with the signature. */
export function Orders({ visit, open }: { visit: VisitPage; open: boolean }) {
  const t = useWords('visit');
  const [writing, setWriting] = useState(false);
  const remove = useCommand(removeOrder);
  useKeys({ o: { label: t('keys.order'), run: () => setWriting(true), disabled: !open } });
  return (
    <Section
      title={t('orders')}
      actions={
        open && !writing ? (
          <Button size="small" icon="plus" onClick={() => setWriting(true)}>
            {t('orders.add')}
          </Button>
        ) : undefined
      }
    >
      <Stack gap={3}>
        {visit.orders.length === 0 && !writing && (
          <Text kind="quiet" as="p">
            {t('orders.none')}
          </Text>
        )}
        <ul className={css.list}>
          {visit.orders.map((order) => (
            <li key={order.id} className={css.item}>
              <Row gap={2}>
                <Text kind="strong">{order.text}</Text>
                <Text kind="quiet">{order.directions}</Text>
                <Tag>{t(`orders.kind.${order.kind}`)}</Tag>
                {order.priority !== 'routine' && (
                  <Tag tone="warn">{t(`orders.priority.${order.priority}`)}</Tag>
                )}
                <Tag tone={order.status === 'draft' ? 'plain' : 'good'}>
                  {t(`orders.status.${order.status}`)}
                </Tag>
              </Row>
              {open && order.status === 'draft' && (
                <IconButton
                  icon="close"
                  size="small"
                  label={t('orders.remove', { name: order.text })}
                  onClick={() =>
                    void remove.run({ encounter: visit.encounter, type: order.type, order: order.id })
                  }
                />
              )}
            </li>
          ))}
        </ul>
        {writing && <OrderForm encounter={visit.encounter} onClose={() => setWriting(false)} />}
      </Stack>
    </Section>
  );
}
