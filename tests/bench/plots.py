"""Draws two kinds of plots as SVG text, without a library: bars, and lines over a logarithmic axis."""
from xml.sax.saxutils import escape

WIDTH = 720
INK, GRID = "#333333", "#cccccc"
COLORS = ["#2a6f97", "#e07a1f", "#5a9a4a", "#8a5a9a"]


def text(x, y, words, anchor="start", size=13, color=INK):
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{color}">{escape(words)}</text>'


def picture(height, parts):
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
                      'font-family="sans-serif">', f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
                      *parts, "</svg>", ""])


def bars(title, values, unit="", mark=None):
    """Draws bars. values: {"name": number}; `mark` is the position of a line."""
    left, right, top, step = 250, 70, 44, 26
    height = top + step * len(values) + 20
    scale = (WIDTH - left - right) / max(values.values())
    parts = [text(12, 24, title, size=16)]
    for i, (name, value) in enumerate(values.items()):
        y = top + i * step
        parts += [text(left - 8, y + 15, name, "end"),
                  f'<rect x="{left}" y="{y}" width="{value * scale:.1f}" height="{step - 8}" fill="{COLORS[i > 0]}"/>',
                  text(left + value * scale + 6, y + 15, f"{value:.3g}{unit}")]
    if mark is not None:
        x = left + mark * scale
        parts.append(f'<line x1="{x:.1f}" y1="{top - 6}" x2="{x:.1f}" y2="{height - 14}" stroke="{INK}" '
                     'stroke-dasharray="4 3"/>')
    return picture(height, parts)


def lines(title, across, series, below):
    """Draws lines. across: the numbers of the axis, each twice the previous one; series: {"name": [a number for each]}."""
    left, right, top, bottom, height = 70, 150, 50, 50, 360
    most = max(max(values) for values in series.values()) * 1.08
    x = [left + i * (WIDTH - left - right) / (len(across) - 1) for i in range(len(across))]

    def y(value):
        return height - bottom - value / most * (height - top - bottom)

    parts = [text(12, 24, title, size=16), text((left + WIDTH - right) / 2, height - 10, below, "middle")]
    for at, number in zip(x, across):
        parts.append(text(at, height - bottom + 18, str(number), "middle"))
    for i in range(5):
        value = most * i / 4
        parts += [f'<line x1="{left}" y1="{y(value):.1f}" x2="{WIDTH - right}" y2="{y(value):.1f}" stroke="{GRID}"/>',
                  text(left - 8, y(value) + 4, f"{value:,.0f}", "end")]
    for color, (name, values) in zip(COLORS, series.items()):
        points = " ".join(f"{at:.1f},{y(value):.1f}" for at, value in zip(x, values))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>')
    # The labels are at the ends of their lines, moved apart if they overlap.
    ends = sorted((y(values[-1]), name, color) for color, (name, values) in zip(COLORS, series.items()))
    at = 0.0
    for end, name, color in ends:
        at = max(end + 4, at + 18)
        parts.append(text(WIDTH - right + 10, at, name, color=color))
    return picture(height, parts)
