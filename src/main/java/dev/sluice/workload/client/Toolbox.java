package dev.sluice.workload.client;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tools that the agents declare. */
public final class Toolbox {
  private record Tool(String name, String description, String... parameters) {}

  private static final List<Tool> CODING =
      List.of(
          new Tool(
              "read_file",
              "Read a file of the project. Gives the whole file unless a range of lines is named;"
                  + " lines are numbered from 1. Fails for files that are not text.",
              "path: the file, relative to the project",
              "first_line: where to begin, empty for the start",
              "last_line: where to end, empty for the end"),
          new Tool(
              "write_file",
              "Write a whole file, in place of what was there. Folders that are missing are made.",
              "path: the file, relative to the project",
              "content: the whole new text"),
          new Tool(
              "edit_file",
              "Replace a piece of a file. The old text must stand there exactly once; read the file"
                  + " before.",
              "path: the file, relative to the project",
              "old_text: what stands there now",
              "new_text: what shall stand there"),
          new Tool(
              "search",
              "Search the project for a regular expression. Gives file, line and text of at most"
                  + " 200 places, files in the order of their names.",
              "pattern: a regular expression",
              "folder: where to look, empty for everywhere"),
          new Tool(
              "list_files",
              "List the files of a folder and of those below it, without what version control"
                  + " ignores.",
              "folder: relative to the project"),
          new Tool(
              "run_tests",
              "Run the tests of one package and give their output, the failed ones first. Takes"
                  + " some seconds; do not repeat it without a reason.",
              "package_name: such as shop.price",
              "test_name: one test, empty for all of them"),
          new Tool(
              "shell",
              "Run a command in the project's folder for at most two minutes. No network, no"
                  + " input; output beyond 30,000 characters is cut.",
              "command: a line for bash",
              "purpose: why, in a few words"),
          new Tool(
              "git_log",
              "Show the last commits that changed a file, newest first, with author and subject.",
              "path: the file, relative to the project",
              "count: how many, at most 50"));

  private Toolbox() {}

  /** Eight tools of a coding agent, in a fixed order. */
  public static ArrayNode coding() {
    return all(CODING);
  }

  /** One tool for an answer of a certain shape: a category, a priority, a reason. */
  public static ArrayNode classification() {
    ArrayNode tools = Json.array();
    ObjectNode tool = tools.addObject().put("name", "file_ticket");
    tool.put("description", "File the ticket under one category. Call it exactly once.");
    ObjectNode schema = tool.putObject("input_schema").put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode kinds = properties.putObject("category").put("type", "string").putArray("enum");
    List.of("billing", "bug", "account", "feature", "other").forEach(kinds::add);
    ArrayNode levels = properties.putObject("priority").put("type", "string").putArray("enum");
    List.of("low", "normal", "high").forEach(levels::add);
    properties.putObject("reason").put("type", "string").put("description", "one short sentence");
    schema.putArray("required").add("category").add("priority").add("reason");
    return tools;
  }

  private static ArrayNode all(List<Tool> list) {
    ArrayNode tools = Json.array();
    for (Tool one : list) {
      ObjectNode tool = tools.addObject().put("name", one.name);
      tool.put("description", one.description);
      ObjectNode schema = tool.putObject("input_schema").put("type", "object");
      ObjectNode properties = schema.putObject("properties");
      ArrayNode required = Json.array();
      for (String parameter : one.parameters) {
        int colon = parameter.indexOf(':');
        String name = parameter.substring(0, colon);
        String meaning = parameter.substring(colon + 2);
        properties.putObject(name).put("type", "string").put("description", meaning);
        if (!meaning.contains("empty")) {
          required.add(name);
        }
      }
      schema.set("required", required);
    }
    return tools;
  }
}
