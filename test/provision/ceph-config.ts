import { join } from 'node:path';

export interface CephPlace {
  readonly fsid: string;
  /** Data, logs and sockets; short, since a socket's path has 107 characters at most. */
  readonly folder: string;
  readonly monPort: number;
  readonly s3Port: number;
  /** Where the libraries were unpacked; not given when Ceph is installed and knows itself. */
  readonly libraries?: string;
}

/** A cluster of one monitor, one store in memory and one gateway; no authentication among them, and no encryption on the wire. */
export const cephConfig = (place: CephPlace): string => {
  const { fsid, folder, monPort, s3Port } = place;
  const lines: Readonly<Record<string, string | number | boolean>> = {
    fsid,
    'mon host': `v2:127.0.0.1:${monPort}`,
    'public addr': '127.0.0.1',
    'cluster addr': '127.0.0.1',
    ...withoutAuthentication,
    ...quickAndSmall,
    'mon data': join(folder, 'mon'),
    'osd data': join(folder, 'osd'),
    'rgw data': join(folder, 'rgw'),
    'run dir': folder,
    'crash dir': join(folder, 'crash'),
    'admin socket': join(folder, '$name.asok'),
    'log file': join(folder, '$name.log'),
    'mon cluster log file': join(folder, 'cluster.log'),
    ...pluginFolders(place),
    'rgw frontends': `beast endpoint=127.0.0.1:${s3Port}`,
  };
  const text = Object.entries(lines).map(([name, value]) => `${name} = ${value}`);
  return ['[global]', ...text, ''].join('\n');
};

const withoutAuthentication = Object.fromEntries([
  ...['cluster', 'service', 'client'].map((each) => [`auth ${each} required`, 'none']),
  // without keys the encrypted mode can't be had, and monitors would insist on it
  ...['mon client', 'mon service', 'mon cluster', 'client', 'service', 'cluster'].map((each) => [
    `ms ${each} mode`,
    'crc',
  ]),
]);

const quickAndSmall = {
  'osd objectstore': 'memstore',
  'memstore device bytes': 1024 ** 3,
  'osd pool default size': 1,
  'osd pool default min size': 1,
  'osd pool default pg num': 1,
  'osd pool default pg autoscale mode': 'off',
  'osd crush chooseleaf type': 0,
  'osd class load list': '*',
  'osd class default list': '*',
  'mon allow pool size one': true,
  'mon max pg per osd': 1000,
  // seconds; the default of 1 makes every step of the start wait
  'paxos propose interval': 0.05,
  // seconds; a request that came too early for the store is sent again so often
  'objecter tick interval': 0.1,
  'rgw thread pool size': 16,
  'rgw run sync thread': false,
  'rgw enable ops log': false,
  'rgw enable usage log': false,
};

/** Ceph looks for its plugins by absolute paths. */
const pluginFolders = ({ libraries }: CephPlace): Record<string, string> =>
  libraries === undefined
    ? {}
    : {
        'osd class dir': join(libraries, 'rados-classes'),
        'erasure code dir': join(libraries, 'ceph/erasure-code'),
        'plugin dir': join(libraries, 'ceph'),
      };
