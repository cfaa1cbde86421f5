import { Menu as Base } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import css from './menu.module.css';

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly hint?: string;
  readonly onPick: () => void;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  /** Starts a group under a hairline. */
  readonly apart?: boolean;
}

/** A few more things to do, behind one button: `<Menu label="More" items={…} />` */
export function Menu({
  label,
  items,
  icon = 'more',
  trigger,
}: {
  label: string;
  items: readonly MenuItem[];
  icon?: IconName;
  trigger?: ReactNode;
}) {
  return (
    <Base
      position="bottom-end"
      offset={4}
      shadow="md"
      // Beside its button, so that it belongs to the same part of the page; nothing around it cuts it off.
      withinPortal={false}
      floatingStrategy="fixed"
      // The focus goes to the first thing to do; a menu holds nothing but those.
      withInitialFocusPlaceholder={false}
      classNames={{ dropdown: css.dropdown ?? '', item: css.item ?? '', divider: css.divider ?? '' }}
    >
      <Base.Target>
        <button
          type="button"
          className={trigger ? css.trigger : css.icon}
          aria-label={trigger ? undefined : label}
          title={trigger ? undefined : label}
        >
          {trigger ? (
            <>
              {trigger}
              <span className="only-heard">{label}</span>
            </>
          ) : (
            <Icon of={icon} />
          )}
        </button>
      </Base.Target>
      <Base.Dropdown>
        {items.map((item) => [
          item.apart && <Base.Divider key={`${item.key}-line`} />,
          <Base.Item
            key={item.key}
            disabled={item.disabled ?? false}
            onClick={item.onPick}
            leftSection={item.icon ? <Icon of={item.icon} size={16} /> : undefined}
            rightSection={item.hint ? <span className={css.hint}>{item.hint}</span> : undefined}
            data-danger={item.danger || undefined}
          >
            {item.label}
          </Base.Item>,
        ])}
      </Base.Dropdown>
    </Base>
  );
}
