// What holds between the files: labels that are read are declared, tiles do not overlap, every alert has its entry.
import type { SourceFile } from '../files.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { descriptorOf } from './known-metrics.ts';

/** Events of the log that a text filters on: event="x", event=("x" OR "y"). */
export function eventsOf(text: string): readonly string[] {
  return [...text.matchAll(/jsonPayload\.event\s*=\s*(?:"(\w+)"|\(([^)]*)\))/g)].flatMap(([, one, many]) =>
    one !== undefined ? [one] : [...(many ?? '').matchAll(/"(\w+)"/g)].map(([, name = '']) => name),
  );
}

export function logMetricProblems({ body }: SourceFile): readonly string[] {
  const descriptor = descriptorOf(body);
  const declared = listOf(descriptor.labels).map((label) => (isObject(label) ? String(label.key) : ''));
  const read = Object.keys(isObject(body.labelExtractors) ? body.labelExtractors : {});
  const isDistribution = descriptor.valueType === 'DISTRIBUTION';
  return [
    ...read
      .filter((label) => !declared.includes(label))
      .map((label) => `reads the label "${label}" but does not declare it`),
    ...declared
      .filter((label) => !read.includes(label))
      .map((label) => `declares the label "${label}" but does not read it`),
    ...(descriptor.metricKind === 'DELTA' ? [] : ['metrics of the log are DELTA']),
    ...(isDistribution === (body.valueExtractor !== undefined)
      ? []
      : ['a distribution, and only it, extracts a value']),
    ...[body.valueExtractor, ...Object.values(isObject(body.labelExtractors) ? body.labelExtractors : {})]
      .filter((extractor) => extractor !== undefined && !isExtractor(String(extractor)))
      .map((extractor) => `${extractor} is no extractor`),
    ...(/^resource\.type=/.test(String(body.filter)) ? [] : ['the filter begins with resource.type, which is indexed']),
  ];
}

function isExtractor(text: string): boolean {
  if (/^EXTRACT\([\w.]+\)$/.test(text)) return true;
  const pattern = /^REGEXP_EXTRACT\([\w.]+,"(.+)"\)$/.exec(text)?.[1];
  // One group, no more: it is the value.
  return pattern !== undefined && (pattern.match(/(?<!\\)\((?!\?)/g) ?? []).length === 1;
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

export function layoutProblems({ body }: SourceFile): readonly string[] {
  const layout = isObject(body.mosaicLayout) ? body.mosaicLayout : {};
  const columns = Number(layout.columns);
  const tiles = listOf(layout.tiles).map((tile) => {
    const { xPos = 0, yPos = 0, width = 0, height = 0 } = isObject(tile) ? tile : {};
    return { x: Number(xPos), y: Number(yPos), width: Number(width), height: Number(height) };
  });
  return tiles.flatMap((a, i) => [
    ...(a.width > 0 && a.height > 0 && a.x >= 0 && a.x + a.width <= columns ? [] : [`tile ${i} leaves the grid`]),
    ...tiles
      .slice(i + 1)
      .flatMap((b, j) =>
        a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
          ? [`tiles ${i} and ${i + 1 + j} overlap`]
          : [],
      ),
  ]);
}

const CONDITIONS_MAX = 6;

/** What the API asks of a policy beyond its form. */
export function policyProblems({ body }: SourceFile): readonly string[] {
  const conditions = listOf(body.conditions).filter(isObject);
  const isQuery = (condition: JsonObject): boolean =>
    Object.keys(condition).some((key) => key.endsWith('QueryLanguage'));
  const thresholds = conditions.map(({ conditionThreshold }) => conditionThreshold).filter(isObject);
  return [
    ...(conditions.length >= 1 && conditions.length <= CONDITIONS_MAX ? [] : ['a policy has one to six conditions']),
    ...(conditions.some(isQuery) && conditions.length > 1 ? ['a condition in a query language stands alone'] : []),
    ...thresholds
      .filter(({ evaluationMissingData, duration }) => evaluationMissingData !== undefined && secondsOf(duration) < 60)
      .map(() => 'evaluationMissingData wants a duration of 60s or more'),
    ...thresholds.filter(({ duration }) => secondsOf(duration) % 60 !== 0).map(() => 'a duration is in whole minutes'),
  ];
}

const secondsOf = (duration: Json | undefined): number => Number.parseFloat(String(duration));

/** Ids of the entries of the guide: the headings under "Alerts". */
export function entriesOf(guide: string): readonly string[] {
  const section = /\n## Alerts\n([\s\S]*?)(?=\n## |$)/.exec(guide)?.[1] ?? '';
  return [...section.matchAll(/^### ([\w-]+)$/gm)].map(([, name = '']) => name);
}

/** Each alert names its entry, has one, and there is no entry without an alert. */
export function entryProblems(files: readonly SourceFile[], guide: string): readonly string[] {
  const alerts = files.filter(({ kind }) => kind === 'alert');
  const entries = entriesOf(guide);
  return [
    ...alerts
      .filter(({ id, body }) => {
        const content = isObject(body.documentation) ? String(body.documentation.content) : '';
        return !content.includes(`\${runbook}#${id}\``);
      })
      .map(({ id }) => `alert ${id} does not name its entry`),
    ...alerts.filter(({ id }) => !entries.includes(id)).map(({ id }) => `alert ${id} has no entry in the guide`),
    ...entries.filter((entry) => !alerts.some(({ id }) => id === entry)).map((entry) => `entry ${entry} has no alert`),
  ];
}
