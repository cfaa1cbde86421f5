import { useState } from 'react';
import type { Stage } from '#fhir/medley.ts';
import { expected, useCommand } from '#ui/use-command.ts';
import { usePlace } from '#ui/use-place.ts';
import { useWho } from '#ui/use-who.ts';
import { arrive } from '../commands/arrive.contract.ts';
import { moveToStage } from '../commands/move-to-stage.contract.ts';
import { putInRoom } from '../commands/put-in-room.contract.ts';
import { takeVisit } from '../commands/take-visit.contract.ts';
import { nextStep, type Step } from '../rules/waiting.ts';
import { type Board, boardView, type Card, type Expected } from '../views/board.contract.ts';
import { cleanRoom } from './columns.ts';

const CHECK_IN = '/visits/$encounter/check-in';

/** The board with one card changed: shown before the server answers. */
const changed = (board: Board, encounter: string, change: Partial<Card>): Board => ({
  ...board,
  cards: board.cards.map((card) => (card.encounter === encounter ? { ...card, ...change } : card)),
});

export interface BoardHands {
  readonly may: { readonly rooms: boolean; readonly sees: boolean };
  readonly stepOf: (card: Card) => Step;
  readonly doNext: (card: Card) => void;
  readonly arrive: (one: Expected) => void;
  /** She is here, and her check-in opens. */
  readonly checkIn: (one: Expected) => void;
  readonly room: (card: Card, room: string) => void;
  readonly move: (card: Card, to: Stage) => void;
  readonly mine: (card: Card) => void;
  /** The card whose room is being chosen. */
  readonly choosing: Card | undefined;
  readonly choose: (card: Card | undefined) => void;
}

/** What a hand can do on the board; each is one command, shown at once. */
export function useBoard(board: Board): BoardHands {
  const who = useWho();
  const { go, has } = usePlace();
  const [choosing, choose] = useState<Card>();
  const now = () => new Date().toISOString();
  const moving = useCommand(moveToStage, {
    expect: ({ encounter, to }) => [
      expected(boardView, {}, (data) =>
        changed(data, encounter, { stage: to, since: now(), waitingSince: now() }),
      ),
    ],
  });
  const rooming = useCommand(putInRoom, {
    expect: ({ encounter, room }) => [
      expected(boardView, {}, (data) =>
        changed(data, encounter, { room, stage: 'roomed', since: now(), waitingSince: now() }),
      ),
    ],
  });
  const arriving = useCommand(arrive, {
    expect: ({ appointment }) => [
      expected(boardView, {}, (data) => ({
        ...data,
        expected: data.expected.filter((one) => one.appointment !== appointment),
      })),
    ],
  });
  const taking = useCommand(takeVisit);
  const may = { rooms: who.is('ma', 'lead-ma', 'nurse', 'provider'), sees: who.is('provider') };
  const stepOf = (card: Card) => nextStep(card.stage, may);
  const room = (card: Card, id: string) => {
    choose(undefined);
    void rooming.run({ encounter: card.encounter, room: id });
  };
  const doNext = (card: Card) => {
    const to = (screen: string) => go(`/visits/$encounter/${screen}`, { encounter: card.encounter });
    const step = stepOf(card);
    // A house without a registration room checks in with one key.
    if (step === 'check-in' && has(CHECK_IN)) to('check-in');
    else if (step === 'check-in') void moving.run({ encounter: card.encounter, to: 'checked-in' });
    else if (step === 'open-check-in') to('check-in');
    else if (step === 'continue' || step === 'open-rooming') to('rooming');
    else if (step === 'patient') go('/patients/$patient/profile', { patient: card.patient });
    else if (step === 'visit') to('visit');
    else if (step === 'check-out') to('check-out');
    else if (step === 'room') {
      const clean = cleanRoom(board);
      if (clean) room(card, clean);
      else choose(card);
    } else if (step === 'see') {
      void moving.run({ encounter: card.encounter, to: 'with-provider' });
      to('visit');
    }
  };
  const move = (card: Card, to: Stage) => {
    if (to === card.stage) return;
    if (to === 'roomed' && card.room === '') choose(card);
    else void moving.run({ encounter: card.encounter, to });
  };
  return {
    may,
    stepOf,
    doNext,
    move,
    room,
    choosing,
    choose,
    arrive: (one) => void arriving.run({ appointment: one.appointment }),
    checkIn: async ({ appointment }) => {
      const arrived = await arriving.run({ appointment });
      if (arrived.ok && has(CHECK_IN)) go(CHECK_IN, { encounter: arrived.result.encounter });
    },
    mine: (card) => void taking.run({ encounter: card.encounter }),
  };
}
