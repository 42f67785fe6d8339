import type { Campaign } from '../../schemas/campaign.ts';
import { type Role, type Staff, seesSite } from '../../schemas/staff.ts';
import type { Work } from '../../schemas/work.ts';
import { isBeingDeleted } from './placement/campaign-life.ts';

/** What a role may do, beside seeing the sites it is for. Delegates follow, registrars and administrators act. */
type RoleMeaning = {
  label: string;
  /** Prepares, imports, launches, mends. */
  manages: boolean;
  /** Sees who has access, and what everybody did. */
  administers: boolean;
};
export const roleMeanings = {
  administrator: { label: 'Administration', manages: true, administers: true },
  registrar: { label: 'Gestionnaire de scolarité', manages: true, administers: false },
  delegate: { label: 'Délégué·e de stage', manages: false, administers: false },
} as const satisfies Record<Role, RoleMeaning>;

export const mayManage = ({ role }: Staff): boolean => roleMeanings[role].manages;
export const mayAdminister = ({ role }: Staff): boolean => roleMeanings[role].administers;

/** What is being deleted is gone for everybody. */
export const seesCampaign = (staff: Staff, campaign: Campaign): boolean =>
  !isBeingDeleted(campaign) && campaign.siteIds.some((siteId) => seesSite(staff, siteId));

/**
 * A launch writes to the people of every site of the campaign: who answers for only some of them cannot decide it. Nor can they change
 * the campaign before it, or delete it.
 */
export const mayLaunch = (staff: Staff, { siteIds }: Campaign): boolean =>
  mayManage(staff) && siteIds.every((siteId) => seesSite(staff, siteId));

/** Everybody who follows a site may have its tutors reminded, one by one or, seldom, all at once: it decides nothing. */
export const mayRemind = (staff: Staff, siteId: string): boolean => seesSite(staff, siteId);

/** Who may prepare a meeting of that site, and decide about it. */
export const mayMeet = (staff: Staff, { siteId }: { siteId: string }): boolean =>
  mayManage(staff) && seesSite(staff, siteId);

/** Who may go on with work that stopped: for a launch, who may launch. */
export const mayResume = (staff: Staff, campaign: Campaign, { kind }: Pick<Work, 'kind'>): boolean =>
  kind === 'launch' || kind === 'deletion' ? mayLaunch(staff, campaign) : mayManage(staff);
