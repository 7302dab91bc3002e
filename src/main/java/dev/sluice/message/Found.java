package dev.sluice.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the scan of one body has found; filled by one thread, then only read. */
final class Found {
  final Map<String, Span> members = new LinkedHashMap<>();
  final Map<String, Integer> nameStarts = new HashMap<>();
  final List<Index.Message> messages = new ArrayList<>();
  final List<Index.Tool> tools = new ArrayList<>();
  final List<Span> system = new ArrayList<>();
  final List<Index.Marker> markers = new ArrayList<>();
  final Set<String> blockTypes = new HashSet<>();
  boolean urlSources;
  boolean cacheControl;
}
