import { changes, command } from '#capability/command.ts';
import { removeOrder } from './remove-order.contract.ts';

export const removeOrderCommand = command(removeOrder, async (context, input) => {
  const order = await context.read(input.type, input.order);
  if (order.status !== 'draft') return context.refuse('already-signed', 'order');
  return changes({}, { ...order, status: 'entered-in-error' });
});
