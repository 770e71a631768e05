// The plan of a deployment as lines for a person.
import { CLI } from './firebase-tools.ts';
import type { FunctionPlan } from './functions.ts';
import type { Plan } from './plan.ts';
import type { UploadedFile } from './upload.ts';

export function linesOf(plan: Plan): readonly string[] {
  const { project, functions, firestore, hosting, upload } = plan;
  return [
    `Project ${project}`,
    ...section(`Functions: ${functions.length}`, functions.map(functionLine)),
    ...section(
      `APIs that are switched on: ${plan.apis.length}`,
      plan.apis.map(({ api, reason }) => (reason === null ? api : `${api}: ${reason}`)),
    ),
    ...section(`Roles of the functions' service account: ${plan.roles.length}`, plan.roles),
    ...section(`Called when deployed: ${plan.hooks.length}`, plan.hooks),
    ...section(
      `Parameters: ${plan.parameters.length}`,
      plan.parameters.map(({ name, value, from }) => `${name}=${value} (${SOURCES[from](project)})`),
    ),
    ...section(
      `Secrets that must exist: ${plan.secrets.length}`,
      plan.secrets.map((name) => `${name}: node ${CLI} functions:secrets:set ${name} --project ${project}`),
    ),
    ...section('Firestore', [
      `rules: ${firestore.rules.places} places with ${firestore.rules.allows} permissions to read`,
      `indexes: ${firestore.indexes}, settings of single fields: ${firestore.fieldOverrides}`,
    ]),
    ...section(`Hosting: ${hosting.folder}, ${totalOf(hosting.files)}`, hosting.files.map(fileLine)),
    ...section(
      `Upload: ${totalOf(upload.files)}, ${bytes(upload.zippedBytes)} zipped, hash ${upload.hash}`,
      upload.files.map(fileLine),
    ),
  ];
}

const SOURCES = {
  file: (project: string) => `.env or .env.${project}`,
  option: (project: string) => `will be written to .env.${project}`,
  default: (project: string) => `default, will be written to .env.${project}`,
} as const;

const section = (title: string, lines: readonly string[]): readonly string[] => [
  '',
  title,
  ...lines.map((line) => `  ${line}`),
];

const functionLine = (plan: FunctionPlan): string =>
  [
    `${plan.name}: ${plan.trigger}`,
    plan.region,
    plan.runtime,
    `${plan.memoryMb} MiB`,
    `${plan.timeoutSeconds} s`,
    `concurrency ${plan.concurrency}`,
    `instances ${plan.minInstances} to ${plan.maxInstances ?? 'the quota'}`,
    ...(plan.secrets.length === 0 ? [] : [`secrets ${plan.secrets.join(' ')}`]),
  ].join(' · ');

const fileLine = ({ path, bytes: size }: UploadedFile): string => `${path} ${bytes(size)}`;

const totalOf = (files: readonly UploadedFile[]): string =>
  `${files.length} files, ${bytes(files.reduce((sum, file) => sum + file.bytes, 0))}`;

const KIB = 1024;
export const bytes = (count: number): string => {
  if (count < KIB) return `${count} B`;
  return count < KIB * KIB ? `${(count / KIB).toFixed(1)} KiB` : `${(count / KIB / KIB).toFixed(1)} MiB`;
};
