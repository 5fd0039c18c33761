import type { OrgView } from './org-view';

/** An organization for programs. */
export const orgJson = (view: OrgView): string => `${JSON.stringify(view, null, 2)}\n`;
