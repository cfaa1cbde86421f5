import { Button, IconButton } from '#ui/button.tsx';
import { Icon } from '#ui/icon.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useWords } from '#ui/use-words.ts';
import css from './settings.module.css';

const MOST = 40;

/** How many rooms, and what they are called. */
export function RoomsStep({
  rooms,
  onChange,
}: {
  rooms: readonly string[];
  onChange: (rooms: readonly string[]) => void;
}) {
  const t = useWords('settings');
  const add = (name: string) => rooms.length < MOST && onChange([...rooms, name]);
  const free = (base: string) => {
    let n = rooms.length + 1;
    while (rooms.includes(`${base} ${n}`)) n += 1;
    return `${base} ${n}`;
  };
  return (
    <Stack gap={4}>
      <ul className={css.rooms}>
        {rooms.map((room, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a room is its place in the list while it is named
          <li key={at} className={css.room}>
            <Icon of="room" />
            <TextBox
              bare
              label={t('room.name', { name: room })}
              value={room}
              onChange={(name) => onChange(rooms.map((one, index) => (index === at ? name : one)))}
              maxLength={40}
            />
            <IconButton
              icon="close"
              label={t('room.remove', { name: room })}
              onClick={() => onChange(rooms.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ul>
      <Row>
        <Button icon="plus" keys="alt+n" onClick={() => add(free(t('room.exam')))}>
          {t('room.add-exam')}
        </Button>
        {['procedure', 'lab', 'telehealth']
          .filter((kind) => !rooms.includes(t(`room.${kind}`)))
          .map((kind) => (
            <Button key={kind} tone="quiet" onClick={() => add(t(`room.${kind}`))}>
              {t(`room.${kind}`)}
            </Button>
          ))}
      </Row>
      <Text kind="small">{t('room.hint')}</Text>
    </Stack>
  );
}
