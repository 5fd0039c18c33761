import { listAt, textAt } from '../json-object';
import type { Configuration } from './configuration';
import type { Instance } from './instances';

/**
 * The template that a `template_url` names, where the plan itself puts it there: one object of S3 whose text the plan shows,
 * and which comes before the stack. Without that order the stack may read what was there earlier.
 */
export function templateAtUrl(
  stack: Instance,
  instances: readonly Instance[],
  configuration: Configuration,
): string | undefined {
  const url = textAt(stack.values, 'template_url');
  if (url === undefined) return undefined;
  const found = instances.filter(
    ({ type, isData, values }) =>
      type === 'aws_s3_object' &&
      !isData &&
      isAt(url, textAt(values, 'bucket') ?? '', textAt(values, 'key') ?? ''),
  );
  const [object] = found;
  if (object === undefined || found.length > 1) return undefined;
  const isFirst =
    (object.moduleAddress === stack.moduleAddress &&
      listAt(configuration.resourceOf(stack) ?? {}, 'depends_on').includes(object.key)) ||
    configuration.reach(stack, 'template_url').mentions.some((mention) => mention.instances.includes(object));
  return isFirst ? textAt(object.values, 'content') : undefined;
}

/** By the bucket in the path, or in the host. */
function isAt(url: string, bucket: string, key: string): boolean {
  if (bucket === '' || key === '' || !URL.canParse(url)) return false;
  const { protocol, host, pathname, search } = new URL(url);
  const inPath = /^s3[.-]/.test(host) && pathname === `/${bucket}/${key}`;
  const inHost =
    /^\.s3[.-]/.test(host.slice(bucket.length)) && host.startsWith(bucket) && pathname === `/${key}`;
  return protocol === 'https:' && search === '' && (inPath || inHost);
}
