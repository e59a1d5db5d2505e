/** One thing that tests need and npm doesn't have. */
export interface Component {
  /** Its programs by name; the first is the one that is looked for and may be chosen. */
  readonly programs: readonly [string, ...string[]];
  /** Debian's packages that hold them. */
  readonly packages: readonly string[];
  /** Where a program lies in its package when that isn't a `bin` or `sbin` folder. */
  readonly inPackage?: string;
  /** Folder of its programs in the package, when that is none of the usual ones. */
  readonly folder?: string;
  /** Variables that tell it where its files were unpacked: folders in the package (`*` is any one name). */
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  /** Prints a version and ends: shows that all libraries are there. */
  readonly probe: readonly string[];
  /** What the packages depend on and no program named here needs; isn't unpacked. */
  readonly unneeded?: RegExp;
  /** Its programs are scripts that this one reads; where the packages bring it, their own is taken. */
  readonly interpreter?: string;
  /** Files without which programs that lie on PATH are of no use. */
  readonly files?: readonly string[];
}

/** Where launchers are put that run a script by the interpreter of its own packages. */
export const SCRIPTS_FOLDER = 'scripts';

const TESSERACT_MODELS = 'usr/share/tesseract-ocr/5/tessdata';

const GHOSTSCRIPT_FILES = [
  'usr/share/ghostscript/*/Resource/Init',
  'usr/share/ghostscript/*/lib',
  'usr/share/ghostscript/*/Resource/Font',
  'usr/share/fonts/X11/Type1',
  'usr/share/fonts/type1/urw-base35',
] as const;

export const components = {
  redis: { programs: ['redis-server'], packages: ['redis-server'], probe: ['--version'] },
  /** Ceph's gateway: a maintained S3 server that Debian has. */
  s3: {
    programs: ['radosgw', 'radosgw-admin', 'ceph-mon', 'ceph-osd', 'monmaptool', 'osdmaptool'],
    packages: ['radosgw', 'ceph-mon', 'ceph-osd'],
    probe: ['--version'],
    // what looks after disks, and the command line in Python
    unneeded:
      /^(python3|sudo|lvm2|liblvm|libdevmapper-event|dmeventd|dmidecode|nvme|libnvme|smartmon|hdparm|gdisk|parted|libparted|xfsprogs|libinih|cryptsetup|uuid-runtime|logrotate)/,
  },
  /** Debian's Chromium without windows: a quarter less work than the whole one for the same pages. */
  chromium: {
    programs: ['chromium-headless-shell'],
    packages: ['chromium-headless-shell'],
    inPackage: 'usr/lib/chromium/chromium-headless-shell',
    probe: ['--version'],
  },
  /** The whole one: only that takes certificates of clients from NSS, as staff's browsers do. */
  'chromium-whole': {
    programs: ['chromium'],
    packages: ['chromium'],
    inPackage: 'usr/lib/chromium/chromium',
    probe: ['--version'],
  },
  /** A smart card in software, by PKCS#11, and what puts certificates on it and makes NSS know of it. */
  'card-token': {
    programs: ['softhsm2-util', 'p11tool', 'certutil', 'modutil'],
    packages: ['softhsm2', 'gnutls-bin', 'libnss3-tools'],
    probe: ['--version'],
  },
  nginx: { programs: ['nginx'], packages: ['nginx-light'], probe: ['-v'] },
  poppler: {
    programs: ['pdftoppm', 'pdfinfo', 'pdfimages', 'pdftotext'],
    packages: ['poppler-utils'],
    probe: ['-v'],
  },
  /** Judges PDFs, and encrypts those that tests receive. */
  qpdf: { programs: ['qpdf'], packages: ['qpdf'], probe: ['--version'] },
  libtiff: {
    programs: ['tiffinfo', 'tiffcp', 'tiff2pdf'],
    packages: ['libtiff-tools'],
    // has no version to print; without a file it prints how it is used
    probe: [],
  },
  /** Its models come from npm. */
  tesseract: {
    programs: ['tesseract'],
    packages: ['tesseract-ocr'],
    probe: ['--version'],
    unneeded: /^tesseract-ocr-/,
  },
  /** What others make faxes with: measured against. */
  ghostscript: {
    programs: ['gs'],
    packages: ['ghostscript'],
    probe: ['--version'],
    paths: { GS_LIB: GHOSTSCRIPT_FILES },
  },
  /** What others make searchable PDFs with: measured against, in Swedish. */
  ocrmypdf: {
    programs: ['ocrmypdf'],
    // and those in which it and Tesseract look for files beside their own
    packages: [
      'ocrmypdf',
      'icc-profiles-free',
      'tesseract-ocr',
      'libtesseract5',
      'tesseract-ocr-osd',
      'tesseract-ocr-eng',
      'tesseract-ocr-swe',
      'ghostscript',
    ],
    folder: SCRIPTS_FOLDER,
    interpreter: 'python3',
    files: [`/${TESSERACT_MODELS}/swe.traineddata`],
    // what prepares fonts when they are installed
    unneeded: /^(perl|libperl|libgdbm|xfonts|x11-common|mailcap|mime-support|ucf)/,
    paths: {
      PATH: ['usr/bin'],
      PYTHONPATH: ['usr/lib/python3/dist-packages'],
      TESSDATA_PREFIX: [TESSERACT_MODELS],
      GS_LIB: GHOSTSCRIPT_FILES,
    },
    probe: ['--version'],
  },
  /** HylaFAX's own judgement of a file that is to be sent; its clients, and the server that they talk to. */
  hylafax: {
    programs: ['tiffcheck', 'faxinfo', 'sendfax', 'faxstat', 'faxrm', 'faxq', 'hfaxd'],
    packages: ['hylafax-server'],
    folder: 'usr/lib/hylafax/bin',
    probe: [],
    // a mail server, and what makes pages of text
    unneeded: /^(exim4|bsd-mailx|liblockfile|enscript|ghostscript|gsfonts|libpaper|fonts-|libgs)/,
  },
  /** Makes a terminal device of a connection: a modem that tests speak for. */
  socat: { programs: ['socat'], packages: ['socat'], probe: ['-V'] },
  curl: { programs: ['curl'], packages: ['curl'], probe: ['--version'] },
  /** Looks at unit files; nothing of it is started. */
  systemd: { programs: ['systemd-analyze'], packages: ['systemd'], probe: ['--version'] },
  openssl: { programs: ['openssl'], packages: ['openssl'], probe: ['version'] },
} as const satisfies Record<string, Component>;

export type ComponentName = keyof typeof components;
export type ProgramName = (typeof components)[ComponentName]['programs'][number];
