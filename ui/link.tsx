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
  const [path, query] = fillPath(to, params).split('?');
  return (
    <RouterLink
      to={path as never}
      {...(query ? { search: Object.fromEntries(new URLSearchParams(query)) as never } : {})}
      {...(className ? { className } : {})}
      {...(label ? { 'aria-label': label } : {})}
    >
      {children}
    </RouterLink>
  );
}
