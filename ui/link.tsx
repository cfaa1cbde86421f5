import { Link as RouterLink } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { fillPath } from './use-place.ts';

/** A way to another screen: `<Link to="/patients/$patient/chart" params={{ patient }}>Chart</Link>` */
export function Link({
  to,
  params,
  children,
  className,
  label,
}: {
  to: string;
  params?: Readonly<Record<string, string>>;
  children: ReactNode;
  className?: string | undefined;
  label?: string;
}) {
  return (
    <RouterLink
      to={fillPath(to, params) as never}
      {...(className ? { className } : {})}
      {...(label ? { 'aria-label': label } : {})}
    >
      {children}
    </RouterLink>
  );
}
