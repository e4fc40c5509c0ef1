"""Pages in the layouts of the tracker, written for tests."""

from __future__ import annotations

TEXT_2019 = """\
Example University of Testing


Example University of Testing (EUT) is designated medium risk for its two test laboratories, \
ties to makers of examples and involvement in sample science.

It was made up for a test.!downloadArticleFile.action?attachType=PDF&id=1

Major defence laboratories

  • Key Laboratory of Samples (样品重点实验室)
  • Example Centre

Designated defence research areas

  • Science of samples
  • Testing of examples

Noteworthy international collaborations

There are none, since it does not exist.https://web.archive.org/web/2019/x ;

End-user lists

  • Some list

Last updated 5 December 2019. Unclear about any wording? Visit the terminology page.
"""

TEXT_2025 = """\
Banner of the site
Menu
Example University of Testing
示例测试大学
Very HighRisk Category
Top SecretSecurity Credentials
10
Major defence laboratories
4
Designated defence research areas
Sanctions Lists
Read the institution profile
Aliases
Testing University, EUoT
Supervising Agencies
Ministry of Education
Office of Examples
Locations
Changchun, Jilin
Party Secretary
A. Person
Categories
Civilian
Research Areas
Optical engineering
Science of nothing at all
This sentence was written for a test of the reader and says nothing.
"""

HTML_2025 = """\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>x</title>
<link rel="canonical" href="https://unitracker.aspi.org.au/universities/example-university-of-testing/">
<style>.a { color: red }</style><script>var level = "Low Risk Category";</script></head>
<body><nav><ul><li>Menu</li></ul></nav>
<h1>Example University of Testing</h1><h2>示例测试大学</h2>
<div><strong>Very High</strong><span>Risk Category</span></div>
<div><strong>Top Secret</strong>
 <span>Security Credentials</span></div>
<div><b>10</b></div><div>Major defence laboratories</div>
<div><b>4</b></div><div>Designated defence research areas</div>
<h3>Aliases</h3><p>Testing University, EUoT</p>
<h3>Supervising Agencies</h3><p>Ministry of Education</p><p>Office of Examples</p>
<h3>Locations</h3><p>Changchun, Jilin</p>
<h3>Categories</h3><p>Civilian</p>
<h3>Research Areas</h3><p>Optical engineering</p><p>Science of nothing at all</p>
<p>This sentence was written for a test of the reader and says nothing.</p>
</body></html>
"""
