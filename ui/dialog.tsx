import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import css from './dialog.module.css';
import { useKeys } from './use-keys.ts';
import { useWords } from './use-words.ts';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Bottom right; the primary one last. */
  readonly actions?: ReactNode;
  readonly size?: 'small' | 'normal' | 'large' | 'full';
  /** No way out but its actions: for what must not be passed by. */
  readonly mustAnswer?: boolean;
}

/** For what needs its own moment. Esc closes and loses nothing. `<Dialog open={o} onClose={c} title="Refuse">…</Dialog>` */
export function Dialog({
  open,
  onClose,
  title,
  children,
  actions,
  size = 'normal',
  mustAnswer = false,
}: DialogProps) {
  const t = useWords('ui');
  return (
    <Modal.Root
      opened={open}
      onClose={onClose}
      size={{ small: 420, normal: 560, large: 860, full: 1200 }[size]}
      centered={size !== 'full'}
      closeOnEscape={false}
      closeOnClickOutside={!mustAnswer}
      transitionProps={{ duration: 120, transition: 'fade' }}
      // By `classNames`: a className of Modal.Content would also fall on the layer around it.
      classNames={{ content: css.content ?? '' }}
    >
      <Modal.Overlay color="transparent" backgroundOpacity={1} className={css.shade ?? ''} />
      <Modal.Content>
        <div className={css.header}>
          <Modal.Title className={css.title ?? ''}>{title}</Modal.Title>
        </div>
        <Modal.Body className={css.body ?? ''}>
          {open && <DialogKeys onClose={mustAnswer ? () => {} : onClose} label={t('close')} />}
          {children}
          {actions && <div className={css.actions}>{actions}</div>}
        </Modal.Body>
        {/* Last in order, so that the focus begins with what the dialog is for. */}
        {!mustAnswer && <Modal.CloseButton className={css.close ?? ''} aria-label={t('close')} />}
      </Modal.Content>
    </Modal.Root>
  );
}

function DialogKeys({ onClose, label }: { onClose: () => void; label: string }) {
  useKeys({ escape: { label, run: onClose } }, { modal: true });
  return null;
}
