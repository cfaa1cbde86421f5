import { useState } from 'react';
import { Button, IconButton } from '#ui/button.tsx';
import { Icon } from '#ui/icon.tsx';
import { Tag } from '#ui/tag.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useWords } from '#ui/use-words.ts';
import { saveRoom } from '../commands/save-room.contract.ts';
import type { RoomRow } from '../views/settings-page.contract.ts';
import css from './settings.module.css';

/** [S7] The rooms: rename in place, close, open, add. Each change is saved at once and can be undone. */
export function RoomsPart({ rooms }: { rooms: readonly RoomRow[] }) {
  const t = useWords('settings');
  const save = useCommand(saveRoom);
  const [name, setName] = useState('');
  const add = async () => {
    if (!name.trim()) return;
    const answer = await save.run({ name: name.trim(), closed: false });
    if (answer.ok) setName('');
  };
  return (
    <div>
      <ul className={css.rooms} aria-label={t('rooms')}>
        {rooms.map((room) => (
          <li key={room.id} className={css.room} data-closed={room.closed || undefined}>
            <Icon of="room" />
            <RoomName
              room={room}
              onSave={(next) => void save.run({ room: room.id, name: next, closed: room.closed })}
            />
            {room.inUse && <Tag tone="accent">{t('room.in-use')}</Tag>}
            {room.closed && <Tag>{t('room.closed')}</Tag>}
            <IconButton
              icon={room.closed ? 'undo' : 'ban'}
              label={t(room.closed ? 'room.open-again' : 'room.close', { name: room.name })}
              onClick={() => void save.run({ room: room.id, name: room.name, closed: !room.closed })}
            />
          </li>
        ))}
      </ul>
      <form
        className={css.add}
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextBox
          label={t('room.add')}
          placeholder={t('room.add')}
          value={name}
          onChange={setName}
          maxLength={40}
        />
        <Button submit icon="plus">
          {t('add')}
        </Button>
      </form>
    </div>
  );
}

function RoomName({ room, onSave }: { room: RoomRow; onSave: (name: string) => void }) {
  const t = useWords('settings');
  const [typed, setTyped] = useState<string>();
  const done = () => {
    const next = typed?.trim();
    if (next && next !== room.name) onSave(next);
    setTyped(undefined);
  };
  return (
    <TextBox
      bare
      label={t('room.name', { name: room.name })}
      value={typed ?? room.name}
      onChange={setTyped}
      onBlur={done}
      onEnter={done}
      maxLength={40}
    />
  );
}
