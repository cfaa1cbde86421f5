/** How the board is laid out: by stage, by room, by provider. Pure. */
import { STAGES, type Stage } from '#fhir/medley.ts';
import type { Board, Card, Expected } from '../views/board.contract.ts';

export type Layout = 'stage' | 'room' | 'provider';

export interface Column {
  readonly key: string;
  /** Message key, or a name. */
  readonly title: string;
  readonly named: boolean;
  readonly cards: readonly Card[];
  readonly expected: readonly Expected[];
  /** Where a card that is dropped here goes. */
  readonly stage?: Stage;
  readonly room?: string;
}

const COLUMNS: readonly { readonly key: string; readonly stages: readonly Stage[]; readonly drop: Stage }[] =
  [
    { key: 'arrived', stages: ['arrived', 'checked-in'], drop: 'checked-in' },
    { key: 'rooming', stages: ['roomed'], drop: 'roomed' },
    { key: 'ready', stages: ['ready'], drop: 'ready' },
    { key: 'with-provider', stages: ['with-provider', 'ancillary'], drop: 'with-provider' },
    { key: 'check-out', stages: ['discharge-ready'], drop: 'discharge-ready' },
  ];

/** The visits a person sees or rooms, the rooms as they are; all of them for nobody in particular. */
export function boardOf(board: Board, staff: string): Board {
  if (staff === '') return board;
  return {
    ...board,
    cards: board.cards.filter(({ provider, assistant }) => provider === staff || assistant === staff),
    expected: board.expected.filter(({ provider }) => provider === staff),
  };
}

const longestFirst = (cards: readonly Card[]): Card[] =>
  [...cards].sort((a, b) => (a.waitingSince < b.waitingSince ? -1 : 1));

/** Minutes before the slot from which a booked patient stands on the board. */
const EXPECTED_BEFORE = 30;

/** Booked patients worth a look: those past their slot, and the next ones. */
export const expectedNow = (expected: readonly Expected[], now: number): Expected[] =>
  expected.filter(({ slot }) => Date.parse(slot) - now < EXPECTED_BEFORE * 60_000);

export function columnsOf(board: Board, layout: Layout, now: number): Column[] {
  if (layout === 'stage')
    return COLUMNS.map(({ key, stages, drop }) => ({
      key,
      title: `column.${key}`,
      named: false,
      cards: longestFirst(board.cards.filter(({ stage }) => stages.includes(stage))),
      expected: key === 'arrived' ? expectedNow(board.expected, now) : [],
      stage: drop,
    }));
  if (layout === 'room')
    return [
      {
        key: 'waiting',
        title: 'column.waiting',
        named: false,
        cards: longestFirst(board.cards.filter(({ room }) => room === '')),
        expected: [],
      },
      ...board.rooms.map(({ id, name }) => ({
        key: id,
        title: name,
        named: true,
        cards: board.cards.filter(({ room }) => room === id),
        expected: [],
        room: id,
      })),
    ];
  const providers = board.staff.filter(({ role }) => role === 'provider');
  return providers.map(({ id, name }) => ({
    key: id,
    title: name,
    named: true,
    cards: [...board.cards.filter(({ provider }) => provider === id)].sort(
      (a, b) => STAGES.indexOf(b.stage) - STAGES.indexOf(a.stage),
    ),
    expected: expectedNow(board.expected, now).filter(({ provider }) => provider === id),
  }));
}

/** The clean room to offer first: the first by name. */
export const cleanRoom = (board: Board): string | undefined =>
  board.rooms.find(({ state, encounter }) => state === 'U' && encounter === '')?.id;
