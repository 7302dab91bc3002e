package dev.sluice.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that can be wrong with a configuration, each with a code that stays the same for good
 * and a longer explanation for {@code sluice explain CODE}.
 */
public enum ProblemKind {
  /** The file cannot be read. */
  UNREADABLE(
      1,
      "the configuration file cannot be read",
      """
      The file named by --config (or SLUICE_CONFIG) does not exist, is no regular file, may not be
      read by this user, is not UTF-8 or is larger than 1 MiB. The file at the default place,
      $XDG_CONFIG_HOME/sluice/sluice.yaml, may be missing, but if it is there it must be readable.

        sluice start --config /etc/sluice/sluice.yaml\
      """),
  /** The text is no YAML. */
  SYNTAX(
      2,
      "not valid YAML",
      """
      The text cannot be taken apart as YAML, often because of a missing space after a colon, an
      unclosed quote or bracket, or lines of one block that are not indented alike. Reading stops
      there, so more problems may show once this one is mended.

        listen:
          port: 8088\
      """),
  /** A tab indents a line. */
  TAB(
      3,
      "tab in the indentation",
      """
      YAML indents with spaces only. Replace each tab at the start of a line by spaces.\
      """),
  /** Anchors, aliases, merge keys and tags. */
  ALIAS(
      4,
      "YAML anchors, aliases, merge keys and tags are not allowed",
      """
      An anchor (&name), an alias (*name), a merge key (<<) or a tag (!name) lets a small file grow
      without bound and hides where a value comes from. Write the value where it is needed. A text
      that begins with one of these characters needs quotes: match: "*haiku*".\
      """),
  /** The same key twice. */
  DUPLICATE(
      5,
      "key given twice",
      """
      A key may be given once in a section. Other readers of YAML silently take the last one;
      Sluice refuses, because the first one was probably meant as well.\
      """),
  /** The document as a whole has the wrong form. */
  DOCUMENT(
      6,
      "not one mapping of sections",
      """
      A configuration is one YAML document: a mapping of sections such as listen and providers,
      nested at most 32 deep.

        listen: {port: 8088}
        profile: safe\
      """),
  /** A mapping, list or scalar where another is expected. */
  FORM(
      10,
      "a value of the wrong form",
      """
      A section, a list or a single value stands where another of them is expected.

        listen: {port: 8088}        # a section holds keys
        models: [{provider: a}]     # a list
        profile: safe               # a single value\
      """),
  /** A text that cannot be read as its type. */
  VALUE(
      11,
      "a value that cannot be read",
      """
      The text cannot be read as the type of its key. The message says what is expected.

        whole numbers  8088               durations  250ms, 30s, 1h30m, 24h
        sizes          33554432, 32MiB    switches   true/false, yes/no, on/off, 1/0\
      """),
  /** A key that does not exist. */
  UNKNOWN(
      12,
      "unknown key",
      """
      No such key exists in this section. Names are case-sensitive camelCase. Unknown keys are
      errors, because a misspelt limit is a limit that does not hold. All keys are listed in
      docs/configuration.md.\
      """),
  /** A value outside its range. */
  RANGE(
      13,
      "a value outside its range",
      """
      The value has the right type but is not allowed here. The message says which values are.\
      """),
  /** A key that must be given is not. */
  MISSING(
      14,
      "a required key is missing",
      """
      The section cannot work without this key, and there is no default that would be right for
      everyone.

        providers:
          corp: {type: anthropic, endpoint: https://gateway.corp.example}\
      """),
  /** A key without a value. */
  EMPTY(
      15,
      "a key without a value",
      """
      The key is there and its value is not. Give a value, or leave the key out to get the
      default. To set a text to nothing at all, write quotes: ''.\
      """),
  /** A name in a map that cannot be used. */
  NAME(
      16,
      "a name that cannot be used",
      """
      Names of providers and keys show in log lines, metrics and environment variables: up to 64
      letters, digits, underscores and hyphens, beginning with a letter or digit.\
      """),
  /** A secret written out. */
  LITERAL_SECRET(
      20,
      "a secret written into the configuration",
      """
      Secrets are given by reference, so that the file can be shown, backed up and committed. On
      the command line they would show in the process list.

        key: env:ANTHROPIC_API_KEY          # the value of an environment variable
        key: file:/run/secrets/anthropic    # the first line of a file\
      """),
  /** A reference that leads nowhere. */
  UNRESOLVED(
      21,
      "a reference that leads nowhere",
      """
      The environment variable is not set or empty, or the file cannot be read or is empty. A
      relative file path is taken from the folder of the configuration file.\
      """),
  /** A secret that is none. */
  WEAK_SECRET(
      22,
      "a secret that is empty, too short or a placeholder",
      """
      A key that lets callers in must be at least 16 characters long and no placeholder such as
      "changeme". It can be made by: openssl rand -hex 32\
      """),
  /** A provider that is left out. */
  PROVIDER_DISABLED(
      23,
      "a provider is disabled because its key cannot be found",
      """
      The provider's key is a reference that leads nowhere. The provider is left out, and so are
      the model rules that name it; everything else works. It becomes an error when a model rule's
      pattern, or every model, would be left without any provider.\
      """),
  /** A rule that names a provider which is not there. */
  UNKNOWN_PROVIDER(
      30,
      "a model rule names a provider that is not configured",
      """
      The provider of a rule under models must be one of the names under providers. When the file
      has a providers section, only the providers in it exist.\
      """),
  /** A model that nobody can answer. */
  NO_CANDIDATE(
      31,
      "a route is left without a provider",
      """
      Every provider that could answer is disabled or missing. Requests for these models could
      only fail, so the gateway does not start. Set the variable that the provider's key names.\
      """),
  /** An open door. */
  OPEN_BIND(
      32,
      "listening beyond this machine without a key",
      """
      On an address other than loopback everyone who can reach the port could spend your money.
      Configure at least one key, or listen on 127.0.0.1.

        listen: {host: 0.0.0.0}
        keys:   {team: {key: env:SLUICE_TEAM_KEY}}\
      """),
  /** The gateway as its own provider. */
  LOOP(
      33,
      "a provider's endpoint is this gateway",
      """
      Requests would go round for ever. This often comes from an ANTHROPIC_BASE_URL that was
      copied from the client's settings into the gateway's.\
      """),
  /** No place for data. */
  NO_HOME(
      34,
      "no folder for data",
      """
      The default data folder is $XDG_STATE_HOME/sluice or $HOME/.local/state/sluice, and neither
      variable holds an absolute path. Give one by --data or SLUICE_DATA.\
      """),
  /** A model that a mechanism sends work to, and nobody knows. */
  UNKNOWN_MODEL(
      35,
      "a setting names a model that is not known",
      """
      Savings send work to this model, and a misspelt name would only show as errors of the
      provider. Give one of the models in the table that comes with Sluice (models.txt), or add a
      rule under models whose match is exactly this name, which says who answers it.\
      """),
  /** A variable that does nothing. */
  UNKNOWN_VARIABLE(
      40,
      "unknown environment variable",
      """
      A variable beginning with SLUICE_ sets nothing. The name of a key's variable is SLUICE_ and
      the path of the key with each word in capitals: listen.port is SLUICE_LISTEN_PORT,
      savings.cache.maxEntries is SLUICE_SAVINGS_CACHE_MAX_ENTRIES. Sections and lists of sections
      have no variable.\
      """),
  /** Two names, two values. */
  VARIABLES_DISAGREE(
      41,
      "two environment variables set the same key differently",
      """
      Several names of other proxies are accepted for one key. A SLUICE_ variable beats them all;
      among them the more specific one is taken: TOKEN_PROXY_PORT before PORT, CACHE_TTL_SECONDS
      before CACHE_TTL_HOURS.\
      """),
  /** A line of an environment file. */
  ENV_FILE(
      42,
      "a line of the environment file cannot be read",
      """
      Each line is NAME=VALUE, with an optional "export " before it. Values may stand in single
      quotes (taken as they are) or double quotes (with \\n, \\t, \\" and \\\\). A # begins a comment
      at the start of a line or after a space. Nothing is expanded.

        export ANTHROPIC_API_KEY='...'\
      """),
  /** An option that names no key. */
  UNKNOWN_FLAG(
      43,
      "a command line setting names no key",
      """
      The path does not name a single value of the configuration. All are listed in
      docs/configuration.md.\
      """),
  ;

  private final int number;
  private final String title;
  private final String explanation;

  ProblemKind(int number, String title, String explanation) {
    this.number = number;
    this.title = title;
    this.explanation = explanation;
  }

  /** The stable code, such as {@code C012}. */
  public String code() {
    return String.format(Locale.ROOT, "C%03d", number);
  }

  /** The problem in a few words. */
  public String title() {
    return title;
  }

  /** What it means, why it is one, and how it is right; several lines. */
  public String explanation() {
    return explanation;
  }

  /** The kind of a code, in either case. */
  public static Optional<ProblemKind> byCode(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code().equalsIgnoreCase(code)).findFirst();
  }
}
