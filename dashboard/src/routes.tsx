// Every screen: where it is, whom its link is for, and the file it comes from. A screen is added here, in one entry.
import type { FunctionComponent } from 'preact';
import type { IconName } from './design/icon.tsx';
import type { Params } from './router/match.ts';
import type { Permission } from './session/settings.ts';
import type { en } from './words/en.ts';

export interface ScreenProps {
  readonly params: Params;
}
export type Screen = FunctionComponent<ScreenProps>;

export interface Route {
  /** `/decide/:instanceId/:stepId`; several where they mean the same. */
  readonly paths: readonly string[];
  /** Its own piece of the program, loaded when it is first needed. */
  readonly load: () => Promise<Screen>;
  readonly nav?: {
    readonly name: keyof typeof en.nav;
    readonly icon: IconName;
    readonly group: 'work' | 'oversee' | 'build';
    /** Any of these shows the link; without any it is for everybody. */
    readonly needs?: readonly Permission[];
    /** `g` and then this key goes there. */
    readonly key?: string;
    /** Also at the bottom of a phone. */
    readonly isInBar?: boolean;
  };
}

export const routes: readonly Route[] = [
  {
    paths: ['/', '/approvals'],
    load: async () => (await import('./screens/approvals/screen.tsx')).ApprovalsScreen,
    nav: { name: 'approvals', icon: 'inbox', group: 'work', key: 'a', isInBar: true },
  },
  {
    paths: ['/requests'],
    load: async () => (await import('./screens/requests/screen.tsx')).RequestsScreen,
    nav: { name: 'requests', icon: 'list', group: 'work', key: 'r', isInBar: true },
  },
  {
    paths: ['/requests/new', '/requests/new/:workflowId'],
    load: async () => (await import('./screens/submit/screen.tsx')).SubmitScreen,
    nav: { name: 'submit', icon: 'plus', group: 'work', key: 'n', isInBar: true },
  },
  {
    paths: ['/requests/:instanceId/edit'],
    load: async () => (await import('./screens/submit/edit.tsx')).EditScreen,
  },
  {
    paths: ['/decide/:instanceId/:stepId'],
    load: async () => (await import('./screens/decision/screen.tsx')).DecisionScreen,
  },
  {
    paths: ['/messages'],
    load: async () => (await import('./screens/messages/screen.tsx')).MessagesScreen,
  },
  {
    paths: ['/instances'],
    load: async () => (await import('./screens/instances/screen.tsx')).InstancesScreen,
    nav: {
      name: 'instances',
      icon: 'file',
      group: 'oversee',
      needs: ['view_instance', 'modify_instance'],
      key: 'i',
    },
  },
  {
    paths: ['/operations'],
    load: async () => (await import('./screens/operations/screen.tsx')).OperationsScreen,
    nav: { name: 'operations', icon: 'operations', group: 'oversee', needs: ['modify_instance'], key: 'o' },
  },
  {
    paths: ['/analytics'],
    load: async () => (await import('./screens/analytics/screen.tsx')).AnalyticsScreen,
    nav: { name: 'analytics', icon: 'chart', group: 'oversee', needs: ['view_analytics'], key: 'y' },
  },
  {
    paths: ['/workload'],
    load: async () => (await import('./screens/workload/screen.tsx')).WorkloadScreen,
    nav: { name: 'workload', icon: 'people', group: 'oversee', key: 'w' },
  },
  {
    paths: ['/audit'],
    load: async () => (await import('./screens/audit/screen.tsx')).AuditScreen,
    nav: { name: 'audit', icon: 'shield', group: 'oversee', needs: ['view_instance', 'modify_instance'], key: 'u' },
  },
  {
    paths: ['/health'],
    load: async () => (await import('./screens/health/screen.tsx')).HealthScreen,
    nav: { name: 'health', icon: 'pulse', group: 'oversee', needs: ['modify_instance', 'view_analytics'], key: 'h' },
  },
  {
    paths: ['/definitions'],
    load: async () => (await import('./screens/definitions/screen.tsx')).DefinitionsScreen,
    nav: { name: 'definitions', icon: 'definition', group: 'build', needs: ['create_definition'], key: 'd' },
  },
  {
    paths: ['/definitions/:workflowId'],
    load: async () => (await import('./screens/definitions/definition.tsx')).DefinitionScreen,
  },
  {
    paths: ['/instances/:instanceId'],
    load: async () => (await import('./screens/instance/screen.tsx')).InstanceScreen,
  },
  {
    paths: ['/settings'],
    load: async () => (await import('./screens/settings/screen.tsx')).SettingsScreen,
    nav: { name: 'settings', icon: 'gear', group: 'build', key: 's' },
  },
];
