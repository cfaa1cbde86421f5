import { Button } from '#ui/button.tsx';
import { Stack } from '#ui/layout.tsx';
import { Menu } from '#ui/menu.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useNow } from '#ui/use-now.ts';
import { useWords } from '#ui/use-words.ts';
import { setRoom } from '../commands/set-room.contract.ts';
import type { Board, RoomTile } from '../views/board.contract.ts';
import css from './board.module.css';

const SIGN: Readonly<Record<string, string>> = { U: '□', O: '■', K: '▨', C: '×' };

/** The rooms in one line: sign, name, who or what. */
export function RoomStrip({ board }: { board: Board }) {
  const t = useWords('flow');
  return (
    <ul className={css.rooms} aria-label={t('rooms')}>
      {board.rooms.map((room) => (
        <Room key={room.id} room={room} board={board} />
      ))}
    </ul>
  );
}

function Room({ room, board }: { room: RoomTile; board: Board }) {
  const t = useWords('flow');
  const { minutes } = useFormat();
  const now = useNow(30);
  const set = useCommand(setRoom);
  const who = board.cards.find(({ encounter }) => encounter === room.encounter)?.name;
  const state = who ? 'O' : room.state;
  const words = who ?? t(`room.${state}`, { time: minutes((now - Date.parse(room.since)) / 60_000) });
  const as = (['U', 'K', 'C'] as const).filter((one) => one !== room.state);
  return (
    <li className={css.room} data-state={state}>
      <span aria-hidden="true" className={css.sign}>
        {SIGN[state]}
      </span>
      <span className={css.roomName}>{room.name}</span>
      <span className={css.quiet}>{words}</span>
      {!who && (
        <Menu
          label={t('room.more', { room: room.name })}
          items={as.map((one) => ({
            key: one,
            label: t(`room.set.${one}`),
            onPick: () => void set.run({ room: room.id, as: one }),
          }))}
        />
      )}
    </li>
  );
}

/** The rooms to choose from, clean ones first; a digit chooses. */
export function RoomChoice({ board, onPick }: { board: Board; onPick: (room: string) => void }) {
  const t = useWords('flow');
  const free = board.rooms.filter(({ encounter, state }) => encounter === '' && state !== 'C');
  const sorted = [...free].sort((a, b) => Number(b.state === 'U') - Number(a.state === 'U'));
  return (
    <Stack gap={2}>
      {sorted.length === 0 && <p>{t('room.none')}</p>}
      {sorted.slice(0, 9).map((room, at) => (
        <Button key={room.id} wide keys={String(at + 1)} onClick={() => onPick(room.id)}>
          {`${room.name} · ${t(`room.short.${room.state}`)}`}
        </Button>
      ))}
    </Stack>
  );
}
