package dev.sluice;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

/** The classes that are shipped, read once for all rules about them. */
final class ShippedCode {
  static final String ROOT = "dev.sluice";
  static final JavaClasses ALL = read();

  private ShippedCode() {}

  private static JavaClasses read() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(ROOT);
  }

  static void check(ArchRule rule) {
    rule.check(ALL);
  }
}
