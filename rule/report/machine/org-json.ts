import type { OrganizationView } from '../../findings/organization-view';

/** An organization for programs. */
export const orgJson = (view: OrganizationView): string => `${JSON.stringify(view, null, 2)}\n`;
